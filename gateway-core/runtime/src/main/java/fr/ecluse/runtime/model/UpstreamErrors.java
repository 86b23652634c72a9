package fr.ecluse.runtime.model;

import fr.ecluse.spi.Headers;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import fr.ecluse.spi.stream.StreamEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * Says an upstream's errors in the gateway's words. What concerns the caller's request passes with its explanation;
 * what concerns the gateway's own standing there, such as its key, does not.
 */
final class UpstreamErrors {

    private static final int MAX_MESSAGE = 500;

    private UpstreamErrors() {}

    /** An answer whose status is not of the 2xx. */
    static Refusal ofAnswer(UpstreamCall.Head head, byte[] body) {
        return switch (head.status()) {
            case 400, 409, 415, 422 -> explained(Refusal.of(ErrorCode.INVALID_REQUEST), body);
            case 413 -> Refusal.of(ErrorCode.REQUEST_TOO_LARGE);
            case 429 ->
                Refusal.of(ErrorCode.RATE_LIMIT_EXCEEDED)
                        .withRetryAfter(retryAfter(head.headers()).orElse(Duration.ofSeconds(1)));
            case 408, 504 -> Refusal.of(ErrorCode.UPSTREAM_TIMEOUT);
            default -> {
                Refusal refusal = Refusal.of(ErrorCode.UPSTREAM_ERROR);
                yield retryAfter(head.headers()).map(refusal::withRetryAfter).orElse(refusal);
            }
        };
    }

    /** An event that carries an error instead of a piece of the answer. */
    static Optional<Refusal> inStream(StreamEvent event) {
        try {
            return event.json().root() instanceof JsonObject root
                            && root.object("error").isPresent()
                            && root.get("choices").isEmpty()
                            && root.get("response").isEmpty()
                    ? Optional.of(Refusal.of(ErrorCode.UPSTREAM_ERROR))
                    : Optional.empty();
        } catch (MalformedJsonException e) {
            return Optional.of(Refusal.of(ErrorCode.UPSTREAM_CONTRACT_VIOLATION));
        }
    }

    private static Refusal explained(Refusal refusal, byte[] body) {
        try {
            if (JsonDocument.parse(body).root() instanceof JsonObject root
                    && root.object("error").isPresent()) {
                JsonObject error = root.object("error").get();
                Refusal with = refusal;
                Optional<String> message = error.text("message").filter(text -> text.length() <= MAX_MESSAGE);
                if (message.isPresent()) {
                    with = with.withMessage(_ -> message.get());
                }
                Optional<String> param = error.text("param").filter(text -> text.length() <= MAX_MESSAGE);
                return param.isPresent() ? with.withParam(param.get()) : with;
            }
        } catch (MalformedJsonException e) {
            // then it explains nothing
        }
        return refusal;
    }

    private static Optional<Duration> retryAfter(Headers headers) {
        return headers.first("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
