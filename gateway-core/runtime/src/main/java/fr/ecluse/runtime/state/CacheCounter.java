package fr.ecluse.runtime.state;

import fr.ecluse.spi.state.SharedState.Counter;
import fr.ecluse.spi.state.StateUnavailableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A counter that is an entry, changed by comparing and replacing. Threads of this process take turns, so that only
 * replicas can get in each other's way. Adding prolongs its life, reading does not.
 */
final class CacheCounter implements Counter {

    static final String CACHE = "counters";

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private final Store store;
    private final String name;
    private final Duration timeToLive;
    private final Lock turn;

    CacheCounter(Store store, String name, Duration timeToLive, Lock turn) {
        this.store = store;
        this.name = name;
        this.timeToLive = timeToLive;
        this.turn = turn;
    }

    @Override
    public long add(long delta) {
        long deadline = System.nanoTime() + store.timeout().toNanos();
        try {
            if (!turn.tryLock(store.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw tooContended();
            }
            try {
                return add(delta, deadline);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while counting " + name, e);
        }
    }

    private long add(long delta, long deadline) throws InterruptedException {
        for (int attempt = 1; System.nanoTime() < deadline; attempt++) {
            byte @Nullable [] before = read();
            long sum = Math.addExact(value(before), delta);
            if (write(before, ByteBuffer.allocate(Long.BYTES).putLong(0, sum).array())) {
                return sum;
            }
            long pause = Math.min(LONGEST_PAUSE_NANOS, attempt * TimeUnit.MICROSECONDS.toNanos(100));
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(pause));
        }
        throw tooContended();
    }

    @Override
    public long get() {
        return value(read());
    }

    private byte @Nullable [] read() {
        return store.<byte @Nullable []>call(CACHE, Retention.BOUNDED, entries -> entries.get(name));
    }

    private boolean write(byte @Nullable [] before, byte[] after) {
        return before == null
                ? store.<byte @Nullable []>call(
                                CACHE, Retention.BOUNDED, entries -> entries.putIfAbsent(name, after, timeToLive))
                        == null
                : store.<Boolean>call(
                        CACHE, Retention.BOUNDED, entries -> entries.replace(name, before, after, timeToLive));
    }

    private static long value(byte @Nullable [] bytes) {
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
    }

    private StateUnavailableException tooContended() {
        return new StateUnavailableException(
                "too many count on " + name, new TimeoutException("no turn within " + store.timeout()));
    }
}
