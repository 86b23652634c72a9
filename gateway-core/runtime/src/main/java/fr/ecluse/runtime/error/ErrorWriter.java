package fr.ecluse.runtime.error;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Headers;
import fr.ecluse.spi.Operation.ErrorShape;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes refusals in the shape that the client of an endpoint expects, in the language that the caller reads. */
public final class ErrorWriter {

    private static final JsonMapper JSON = new JsonMapper();

    private ErrorWriter() {}

    /**
     * A refusal as an answer.
     *
     * @param requestId the id by which the caller can ask about it
     * @param languages what the caller reads, most wanted first
     */
    public static Answer.Buffered answer(Refusal refusal, ErrorShape shape, String requestId, List<Locale> languages) {
        Locale language = CodeMessages.choose(languages);
        ObjectNode body = switch (shape) {
            case OPENAI -> JSON.createObjectNode().set("error", openAi(refusal, requestId, language));
            case ANTHROPIC -> anthropic(refusal, requestId, language);
            case PROBLEM -> problem(refusal, requestId, language);
        };
        Headers headers = Headers.of(
                "Content-Type", shape == ErrorShape.PROBLEM ? "application/problem+json" : "application/json");
        headers = headers.with("Content-Language", language.getLanguage());
        if (refusal.code().status() == 401) {
            headers = headers.with("WWW-Authenticate", challenge(refusal.code()));
        }
        if (refusal.retryAfter().isPresent()) {
            long seconds =
                    Math.max(1, refusal.retryAfter().get().plusMillis(999).toSeconds());
            headers = headers.with("Retry-After", Long.toString(seconds));
        }
        return new Answer.Buffered(refusal.code().status(), headers, Body.of(JSON.writeValueAsBytes(body)));
    }

    /** RFC 6750, section 3: a token that is no good is named as such; a missing credential gets no error code. */
    private static String challenge(ErrorCode code) {
        String realm = "Bearer realm=\"ecluse\"";
        return code == ErrorCode.INVALID_TOKEN ? realm + ", error=\"invalid_token\"" : realm;
    }

    /** A refusal as the last event of a stream that has begun. */
    public static StreamEvent event(Refusal refusal, ErrorShape shape, String requestId, List<Locale> languages) {
        Locale language = CodeMessages.choose(languages);
        if (shape == ErrorShape.ANTHROPIC) {
            String data = JSON.writeValueAsString(anthropic(refusal, requestId, language));
            return StreamEvent.ofRaw(("event: error\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        ObjectNode body = JSON.createObjectNode().set("error", openAi(refusal, requestId, language));
        return StreamEvent.ofData(JSON.writeValueAsString(body));
    }

    private static ObjectNode openAi(Refusal refusal, String requestId, Locale language) {
        ObjectNode error = JSON.createObjectNode();
        error.put("message", message(refusal, language));
        error.put("type", refusal.code().type());
        error.put("param", refusal.param().orElse(null));
        error.put("code", refusal.code().code());
        error.put("request_id", requestId);
        addReasons(error, refusal.reasons());
        return error;
    }

    private static ObjectNode anthropic(Refusal refusal, String requestId, Locale language) {
        ObjectNode body = JSON.createObjectNode();
        body.put("type", "error");
        ObjectNode error = body.putObject("error");
        error.put("type", anthropicType(refusal.code()));
        error.put("message", message(refusal, language));
        error.put("code", refusal.code().code());
        addReasons(error, refusal.reasons());
        body.put("request_id", requestId);
        return body;
    }

    /** RFC 9457. */
    private static ObjectNode problem(Refusal refusal, String requestId, Locale language) {
        ObjectNode body = JSON.createObjectNode();
        body.put("type", "about:blank");
        body.put("title", CodeMessages.of(refusal.code(), language));
        body.put("status", refusal.code().status());
        body.put("detail", message(refusal, language));
        body.put("code", refusal.code().code());
        refusal.param().ifPresent(param -> body.put("param", param));
        body.put("request_id", requestId);
        addReasons(body, refusal.reasons());
        return body;
    }

    private static void addReasons(ObjectNode error, List<Reason> reasons) {
        if (!reasons.isEmpty()) {
            var array = error.putArray("reasons");
            reasons.forEach(
                    reason -> array.addObject().put("code", reason.code()).put("message", reason.message()));
        }
    }

    private static String message(Refusal refusal, Locale language) {
        return refusal.message()
                .map(text -> text.in(language))
                .orElseGet(() -> CodeMessages.of(refusal.code(), language));
    }

    private static String anthropicType(ErrorCode code) {
        return switch (code.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404, 410 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503 -> "overloaded_error";
            default -> code.status() >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
