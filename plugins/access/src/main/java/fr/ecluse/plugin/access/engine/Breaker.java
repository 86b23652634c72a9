package fr.ecluse.plugin.access.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps callers from waiting for a server that is down: after some failures in a row nobody asks it for a while, then one
 * caller tries. Thread-safe.
 */
final class Breaker {

    private static final long CLOSED = Long.MIN_VALUE;

    private final int failuresToOpen;
    private final long pause;
    private final LongSupplier nanoTime;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong nextTry = new AtomicLong(CLOSED);

    /**
     * @param nanoTime the monotonic clock
     */
    Breaker(int failuresToOpen, Duration pause, LongSupplier nanoTime) {
        this.failuresToOpen = failuresToOpen;
        this.pause = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Whether the caller may ask; who may, says afterwards how it went. */
    boolean mayAsk() {
        long next = nextTry.get();
        if (next == CLOSED) {
            return true;
        }
        long now = nanoTime.getAsLong();
        return now - next >= 0 && nextTry.compareAndSet(next, now + pause);
    }

    void succeeded() {
        failures.set(0);
        nextTry.set(CLOSED);
    }

    void failed() {
        if (failures.incrementAndGet() >= failuresToOpen) {
            nextTry.set(nanoTime.getAsLong() + pause);
        }
    }

    boolean isOpen() {
        return nextTry.get() != CLOSED;
    }
}
