package fr.ecluse.spi;

import java.time.Duration;
import java.util.List;

/** What ran for one exchange, in order; the source of audit, metering and the headers that explain an answer. */
public interface Ledger {

    /** The entries so far, oldest first. */
    List<Entry> entries();

    /**
     * One step that was entered.
     *
     * @param step which
     * @param decision what came of it
     * @param revision the body's revision when the step ended: what it has vouched for
     * @param took the time that the step itself took on the way out
     */
    record Entry(StepName step, Verdict decision, int revision, Duration took) {}

    /** What came of a step. */
    enum Verdict {
        /** It let the request go on. */
        PROCEED,
        /** It answered itself. */
        RESPOND,
        /** It refused. */
        REFUSE,
        /** It failed, and the request was denied. */
        FAILED_CLOSED,
        /** It failed, and the step is configured to let requests go on: it does not count as enforced. */
        FAILED_OPEN
    }
}
