package fr.ecluse.simulator;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks of one event loop at their time, in steps of a millisecond. One timer serves all of them, so that
 * thousands of streams wake the loop once per step instead of once per token. Belongs to its event loop.
 */
final class TokenPacer {
    private static final long STEP_MILLIS = 1;
    private static final long STEP_NANOS = STEP_MILLIS * 1_000_000;

    private final Vertx vertx;
    private final long originNanos = System.nanoTime();
    private final Map<Long, List<Turn>> turnsByStep = new HashMap<>();
    private int waiting;
    private long lastStep;
    private boolean running;

    TokenPacer(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Runs a task once, in this many nanoseconds or up to two steps later.
     *
     * @param nanosFromNow more than 0
     * @param task must not throw
     */
    Turn schedule(long nanosFromNow, Runnable task) {
        long now = System.nanoTime() - originNanos;
        if (!running) {
            running = true;
            lastStep = now / STEP_NANOS;
            vertx.setPeriodic(STEP_MILLIS, this::step);
        }
        Turn turn = new Turn(task);
        turnsByStep
                .computeIfAbsent(Math.ceilDiv(now + nanosFromNow, STEP_NANOS), _ -> new ArrayList<>())
                .add(turn);
        waiting++;
        return turn;
    }

    private void step(long timer) {
        long currentStep = (System.nanoTime() - originNanos) / STEP_NANOS;
        while (lastStep < currentStep) {
            lastStep++;
            List<Turn> due = turnsByStep.remove(lastStep);
            if (due != null) {
                waiting -= due.size();
                due.forEach(Turn::run);
            }
        }
        if (waiting == 0) {
            running = false;
            vertx.cancelTimer(timer);
        }
    }

    /** A task that waits for its time. */
    static final class Turn {
        private @Nullable Runnable task;

        private Turn(Runnable task) {
            this.task = task;
        }

        /** Makes sure that the task does not run any more. */
        void cancel() {
            task = null;
        }

        private void run() {
            if (task != null) {
                task.run();
            }
        }
    }
}
