package fr.ecluse.runtime.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines on their way into a file. Callers only queue them; a thread of its own gathers them for a moment and writes them
 * together. When the file cannot keep up, callers wait; when it cannot be written at all, lines are lost, counted and
 * told in the log; so are lines that come after it was closed. Thread-safe.
 */
final class JournalFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

    /** Lines that may wait. */
    private static final int CAPACITY = 16_384;

    private static final int BATCH_BYTES = 256 * 1024;
    private static final Duration GATHERING = Duration.ofMillis(100);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final LineSink file;
    private final Counter lost;
    private final Thread writer;
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(CAPACITY);
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream(BATCH_BYTES);
    private long nextWarning = System.nanoTime();
    private volatile boolean idle;
    private volatile boolean closing;

    /** The writer looks into the queue once more, and never again. */
    private volatile boolean ended;

    /**
     * Begins to write.
     *
     * @param name what meters call it
     */
    JournalFile(String name, LineSink file, MeterRegistry meters) {
        this.file = file;
        this.lost = Counter.builder("ecluse_journal_records_lost")
                .description("Lines of a journal that could not be written")
                .tag("journal", name)
                .register(meters);
        this.writer = Thread.ofPlatform().name("journal-" + name).daemon().start(this::run);
    }

    /**
     * Queues a line, and waits while too many are queued.
     *
     * @param line with its line feed; given away
     * @throws InterruptedException if the caller may wait no longer; the line is lost, and counted
     */
    void append(byte[] line) throws InterruptedException {
        if (!room.tryAcquire()) { // which an interrupt that came before does not stop: nobody waits
            waitForRoom();
        }
        waiting.add(line);
        if (ended && waiting.remove(line)) { // else the writer's last look has found it
            room.release();
            loseLateLine();
            return;
        }
        if (idle || room.availablePermits() < CAPACITY / 2) {
            LockSupport.unpark(writer);
        }
    }

    private void waitForRoom() throws InterruptedException {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            lost.increment();
            throw e;
        }
    }

    private void loseLateLine() {
        lost.increment();
        LOG.warn("the journal {} is closed, a record that came later is lost", file);
    }

    private void run() {
        while (!closing || !waiting.isEmpty()) {
            idle = true; // before the look at the queue: who queues after that look wakes this thread
            while (waiting.isEmpty() && !closing) {
                LockSupport.park(this);
            }
            idle = false;
            if (!closing) {
                LockSupport.parkNanos(this, GATHERING.toNanos());
            }
            writeWaiting();
        }
        ended = true;
        writeWaiting(); // what came before its callers could know
    }

    private void writeWaiting() {
        byte[] line = waiting.poll();
        while (line != null) {
            int lines = 0;
            batch.reset();
            while (line != null) {
                batch.writeBytes(line);
                lines++;
                line = batch.size() < BATCH_BYTES ? waiting.poll() : null;
            }
            write(lines);
            room.release(lines);
            line = waiting.poll();
        }
    }

    private void write(int lines) {
        try {
            file.append(batch.toByteArray());
        } catch (IOException | RuntimeException e) {
            lost.increment(lines);
            if (System.nanoTime() - nextWarning >= 0) {
                nextWarning = System.nanoTime() + BETWEEN_WARNINGS.toNanos();
                LOG.error("the journal {} cannot be written, records are lost: {}", file, e.toString());
            }
        }
    }

    /** Writes what is queued and closes the file. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("the journal {} did not close: {}", file, e.toString());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
