package fr.ecluse.runtime.model;

import fr.ecluse.spi.Headers;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Languages;
import fr.ecluse.spi.error.LocalizedText;
import fr.ecluse.spi.error.Messages;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import fr.ecluse.spi.stream.StreamEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says an upstream's errors in the gateway's words. Of what concerns the caller's request, a reason that is known and
 * the name of the parameter pass; text of the upstream never does.
 */
final class UpstreamErrors {

    private static final Messages MESSAGES = Messages.of(UpstreamErrors.class, "refusals");

    /** The field of a request, and what follows it in a path such as {@code messages[0].content}. */
    private static final Pattern PARAM = Pattern.compile("(\\w{1,64})(?:\\.\\w{1,64}|\\[\\d{1,9}]){0,16}");

    private UpstreamErrors() {}

    /** A model that the caller may use, but not for this. */
    static Refusal notServed(Model model) {
        return Refusal.of(ErrorCode.INVALID_REQUEST)
                .withParam("model")
                .withMessage(MESSAGES.text("not_served", model.alias()));
    }

    /**
     * An answer whose status is not of the 2xx.
     *
     * @param request what the caller sent
     * @param languages what the caller reads, most wanted first
     */
    static Refusal ofAnswer(UpstreamCall.Head head, byte[] body, JsonObject request, List<Locale> languages) {
        return switch (head.status()) {
            case 400, 409, 415, 422 -> refused(body, request, languages);
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

    private static Refusal refused(byte[] body, JsonObject request, List<Locale> languages) {
        Refusal refusal = Refusal.of(ErrorCode.INVALID_REQUEST).withMessage(MESSAGES.text("refused"));
        Optional<JsonObject> error = error(body);
        Optional<UpstreamReason> reason = error.flatMap(UpstreamReason::of);
        if (reason.isPresent()) {
            LocalizedText text = reason.get().text();
            refusal = refusal.withMessage(text)
                    .withReasons(List.of(new Reason(reason.get().code(), text.in(Languages.choose(languages)))));
        }
        Optional<String> param = error.flatMap(object -> object.text("param")).filter(path -> isOf(request, path));
        return param.isPresent() ? refusal.withParam(param.get()) : refusal;
    }

    /** The error in an answer; some servers leave out the object around it. */
    private static Optional<JsonObject> error(byte[] body) {
        try {
            return JsonDocument.parse(body).root() instanceof JsonObject root
                    ? root.object("error").or(() -> Optional.of(root))
                    : Optional.empty();
        } catch (MalformedJsonException e) {
            return Optional.empty(); // then it explains nothing
        }
    }

    /** Whether a path begins with a field of the request; else it may name anything. */
    private static boolean isOf(JsonObject request, String path) {
        Matcher matcher = PARAM.matcher(path);
        return matcher.matches() && request.get(matcher.group(1)).isPresent();
    }

    private static Optional<Duration> retryAfter(Headers headers) {
        return headers.first("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
