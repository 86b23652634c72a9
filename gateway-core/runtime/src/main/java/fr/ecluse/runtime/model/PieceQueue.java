package fr.ecluse.runtime.model;

import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The pieces of an answer on their way from the event loop, which adds them, to the exchange's thread, which takes
 * them. Their source is held back while many bytes lie here.
 */
final class PieceQueue {

    /** Where the pieces come from. Called on the event loop, also from within {@link #add}. */
    interface Source {
        void pause();

        void resume();
    }

    /** The end of the answer in the queue. */
    private static final Object END = new Object();

    private final long highWater;
    private final long lowWater;
    private final Source source;
    private final Executor eventLoop;
    private final LinkedBlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private volatile boolean paused; // written on the event loop only

    /**
     * An empty queue.
     *
     * @param highWater the source is paused when there are more bytes
     * @param lowWater the source is resumed when there are fewer bytes; above 0
     */
    PieceQueue(long highWater, long lowWater, Source source, Executor eventLoop) {
        this.highWater = highWater;
        this.lowWater = lowWater;
        this.source = source;
        this.eventLoop = eventLoop;
    }

    /** Adds a piece, which is the queue's from then on. On the event loop. */
    void add(byte[] piece) {
        pieces.add(piece);
        if (queued.addAndGet(piece.length) > highWater && !paused) {
            source.pause();
            paused = true;
            // all may have been taken before paused could be seen, and then nobody else would resume the source
            resumeIfLow();
        }
    }

    /** Says that no more come. On the event loop. */
    void end() {
        pieces.add(END);
    }

    /** Says that the answer broke off. On the event loop. */
    void fail(Throwable failure) {
        pieces.add(failure);
    }

    /**
     * Waits for the next piece. On the exchange's thread.
     *
     * @return empty at the end
     * @throws RefusalException if none comes in time, or the answer broke off
     */
    Optional<byte[]> take(Duration limit) throws RefusalException, InterruptedException {
        Object next = pieces.poll(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        return switch (next) {
            case null -> throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_TIMEOUT));
            case byte[] bytes -> {
                if (queued.addAndGet(-bytes.length) < lowWater && paused) {
                    eventLoop.execute(this::resumeIfLow);
                }
                yield Optional.of(bytes);
            }
            case Throwable _ -> throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_ERROR));
            default -> Optional.empty();
        };
    }

    private void resumeIfLow() {
        if (paused && queued.get() < lowWater) {
            paused = false;
            source.resume();
        }
    }
}
