package fr.ecluse.runtime.gateway;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the thread of one exchange when a call runs past its deadline or the caller has left, and only then: an
 * interrupt never reaches the code after the call. Bound to the thread that makes it.
 */
final class StepGuard {

    private static final long NONE = Long.MAX_VALUE;

    private final Thread thread = Thread.currentThread();
    private final Object lock = new Object();

    /** When the present call is overdue, on the monotonic clock; {@link #NONE} outside of a call. */
    private volatile long due = NONE;

    private volatile boolean cancelled;
    private volatile boolean expired;
    private boolean overdue;
    private boolean shielded;
    private boolean interruptLater;
    private volatile boolean finished;
    private @Nullable Runnable onCancel;

    /**
     * Runs a call.
     *
     * @throws TimeoutException if it did not end in time, whatever it returned or threw itself
     * @throws InterruptedException if the caller left
     * @throws ExecutionException if it threw an {@link Error}, such as for a class that is missing from a plugin's jar
     */
    <T> T run(Duration limit, Callable<T> call) throws Exception {
        if (cancelled && !finished) {
            throw new InterruptedException();
        }
        due = System.nanoTime() + limit.toNanos();
        T result;
        try {
            result = call.call();
        } catch (Exception | Error e) {
            if (disarm()) {
                throw new TimeoutException("the call did not end within " + limit);
            }
            if (e instanceof Exception exception) {
                throw exception;
            }
            throw new ExecutionException(e);
        }
        if (disarm()) {
            throw new TimeoutException("the call did not end within " + limit);
        }
        return result;
    }

    /** Runs something within a call whose time does not count, such as reading a body from a slow network. */
    <T> T uncounted(Callable<T> call) throws Exception {
        long before = due;
        if (before == NONE) {
            return call.call();
        }
        long start = System.nanoTime();
        due = NONE;
        try {
            return call.call();
        } finally {
            due = before + (System.nanoTime() - start);
        }
    }

    /** Runs something within a call that the caller's leaving interrupts only afterwards; see {@link #cancel}. */
    <T> T despiteCancel(Callable<T> call) throws Exception {
        synchronized (lock) {
            shielded = true;
        }
        try {
            return call.call();
        } finally {
            synchronized (lock) {
                shielded = false;
                if (interruptLater) {
                    interruptLater = false;
                    thread.interrupt();
                }
            }
        }
    }

    /** When the present call is overdue. */
    long due() {
        return due;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Called by the watchdog. */
    void interruptIfOverdue(long now) {
        if (due != NONE && now - due >= 0) {
            synchronized (lock) {
                if (due != NONE && now - due >= 0 && !overdue) {
                    overdue = true;
                    thread.interrupt();
                }
            }
        }
    }

    /** Says that the caller has left: stops what the exchange waits for. Any thread may call it. */
    void cancel() {
        Runnable action;
        synchronized (lock) {
            if (finished || cancelled) {
                return;
            }
            cancelled = true;
            action = onCancel;
            if (shielded) {
                interruptLater = true;
            } else {
                thread.interrupt();
            }
        }
        if (action != null) {
            action.run();
        }
    }

    /** Says that the exchange must end now, although its caller waits: stops what it waits for. Any thread may call it. */
    void expire() {
        synchronized (lock) {
            if (finished || expired) {
                return;
            }
            expired = true;
            thread.interrupt();
        }
    }

    boolean expired() {
        return expired;
    }

    /** What else to do when the caller leaves; run at once if it has left already. */
    void onCancel(Runnable action) {
        synchronized (lock) {
            onCancel = action;
            if (!cancelled) {
                return;
            }
        }
        action.run();
    }

    /** From here on nothing interrupts the thread for the caller's sake. */
    void finish() {
        synchronized (lock) {
            finished = true;
        }
        clearInterrupt();
    }

    private boolean disarm() {
        synchronized (lock) {
            boolean late = overdue || System.nanoTime() - due >= 0 && due != NONE;
            due = NONE;
            if (overdue) {
                overdue = false;
                if (!cancelled || finished) {
                    clearInterrupt();
                }
            }
            return late;
        }
    }

    private static void clearInterrupt() {
        boolean ignored = Thread.interrupted();
    }
}
