package fr.ecluse.spi.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An error that a caller is told: what it is, about which part of the request, and why. It carries no internals and no
 * text of the request.
 *
 * @param code what it is
 * @param message what a person reads; without one, the gateway says what the code means
 * @param param the part of the request that it is about, such as {@code messages[0].role}
 * @param reasons more exact reasons, such as those of access rules
 * @param retryAfter when trying again makes sense
 */
public record Refusal(
        ErrorCode code,
        Optional<LocalizedText> message,
        Optional<String> param,
        List<Reason> reasons,
        Optional<Duration> retryAfter) {

    private static final Duration SOON = Duration.ofSeconds(1);

    public Refusal {
        reasons = List.copyOf(reasons);
    }

    /** A refusal that says what its code means; one with status 503 also that trying again soon makes sense. */
    public static Refusal of(ErrorCode code) {
        Optional<Duration> retryAfter = code.status() == 503 ? Optional.of(SOON) : Optional.empty();
        return new Refusal(code, Optional.empty(), Optional.empty(), List.of(), retryAfter);
    }

    public Refusal withMessage(LocalizedText text) {
        return new Refusal(code, Optional.of(text), param, reasons, retryAfter);
    }

    public Refusal withParam(String name) {
        return new Refusal(code, message, Optional.of(name), reasons, retryAfter);
    }

    public Refusal withReasons(List<Reason> list) {
        return new Refusal(code, message, param, list, retryAfter);
    }

    public Refusal withRetryAfter(Duration duration) {
        return new Refusal(code, message, param, reasons, Optional.of(duration));
    }
}
