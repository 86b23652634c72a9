package fr.ecluse.runtime.policy;

import fr.ecluse.spi.config.Option;
import java.time.Duration;
import java.util.Optional;

/** What the gateway itself needs to know about a step; stands beside the policy's own options. */
public record StepOptions(
        @Option(value = "What becomes of a request when the policy fails.", byDefault = "closed")
        FailureMode failure,

        @Option("Why requests may go on without this policy; needed for failure: open.")
        Optional<String> failureReason,

        @Option(value = "How long one call of the policy may take.", byDefault = "5s")
        Duration deadline) {

    public StepOptions {
        if (failure == FailureMode.OPEN
                && failureReason.filter(reason -> !reason.isBlank()).isEmpty()) {
            throw new IllegalArgumentException("failure: open needs a failure-reason");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be positive");
        }
    }
}
