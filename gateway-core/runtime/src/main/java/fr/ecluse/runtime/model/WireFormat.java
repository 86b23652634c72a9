package fr.ecluse.runtime.model;

import fr.ecluse.spi.Usage;
import fr.ecluse.spi.json.JsonEdits;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonLiteral;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.Literal;
import fr.ecluse.spi.stream.StreamEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the gateway must know about the bodies of one operation: where the model and the usage stand, and how its
 * streams end. Everything else passes as it is.
 */
interface WireFormat {

    /** Adds to a streamed request what the gateway needs to hear, such as the usage. */
    void askForUsage(JsonObject request, JsonEdits edits);

    /** The members of a request that limit the tokens generated for it; the first is the one to set where none is. */
    List<String> tokenLimits();

    /** How many answers a request has generated, each up to the limit. */
    long answers(JsonObject request);

    /**
     * Has no more tokens generated than this, all answers together, and leaves a lower limit of the caller's as it is.
     * What is no number from 0 on is no limit: some servers take a negative one for none.
     *
     * @return whether that can be; false if there is less than a token for each answer
     */
    default boolean limitTokens(JsonObject request, long most, JsonEdits edits) {
        if (tokenLimits().isEmpty()) {
            return true;
        }
        long each = most / answers(request);
        boolean limited = false;
        for (String name : tokenLimits()) {
            Optional<JsonValue> limit = request.get(name).filter(value -> !isNull(value));
            limit.filter(value -> !isWithin(value, each)).ifPresent(value -> edits.replace(value, Long.toString(each)));
            limited |= limit.isPresent();
        }
        if (!limited) {
            edits.set(request, tokenLimits().getFirst(), Long.toString(each));
        }
        return each > 0;
    }

    private static boolean isNull(JsonValue value) {
        return value instanceof JsonLiteral literal && literal.kind() == Literal.NULL;
    }

    private static boolean isWithin(JsonValue limit, long most) {
        return limit instanceof JsonNumber number && number.doubleValue() >= 0 && number.doubleValue() <= most;
    }

    /** Whether the caller itself asked to see the usage of a stream. */
    boolean wantsUsage(JsonObject request);

    /** The object in an answer or event that carries {@code model} and {@code usage}. */
    Optional<JsonObject> carrier(JsonObject answer);

    /** Reads the usage that a carrier carries. */
    Optional<Usage> usage(JsonObject carrier);

    /** Whether an event that exists only for the usage may be kept from a caller who did not ask. */
    boolean isUsageOnly(JsonObject event);

    /** Whether an event says that the stream ends as it should. */
    boolean isLast(StreamEvent event);

    Map<String, WireFormat> BY_PATH = Map.of(
            "/chat/completions", CompletionsFormat.CHAT,
            "/completions", new CompletionsFormat(List.of("max_tokens")),
            "/embeddings", new CompletionsFormat(List.of()),
            "/responses", new ResponsesFormat());

    /** The format of an operation; unknown ones carry model and usage as chat does. */
    static WireFormat of(String relativePath) {
        return BY_PATH.getOrDefault(relativePath, CompletionsFormat.CHAT);
    }
}
