package fr.ecluse.runtime.gateway;

import fr.ecluse.spi.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at all exchanges in flight a hundred times a second and interrupts calls that are overdue. One thread for all
 * of them, so that a call costs no timer.
 */
public final class Watchdog implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Set<StepGuard> guards = ConcurrentHashMap.newKeySet();
    private volatile Deadline end = Deadline.in(FOREVER);
    private final Thread thread;

    public Watchdog() {
        thread = Thread.ofPlatform().name("ecluse-watchdog").daemon().start(this::watch);
    }

    /** Says when every exchange must have ended, since the gateway is about to stop. */
    public void endBy(Deadline last) {
        end = last;
    }

    void add(StepGuard guard) {
        guards.add(guard);
    }

    void remove(StepGuard guard) {
        guards.remove(guard);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                long now = System.nanoTime();
                guards.forEach(guard -> guard.interruptIfOverdue(now));
                if (end.hasPassed()) {
                    guards.forEach(StepGuard::expire);
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
