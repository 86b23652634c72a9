package fr.ecluse.runtime.model;

import fr.ecluse.spi.Usage;
import fr.ecluse.spi.json.JsonEdits;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
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

    /** Has no more tokens generated than this, and leaves a lower limit of the caller's as it is. */
    default void limitTokens(JsonObject request, long most, JsonEdits edits) {
        boolean limited = false;
        for (String name : tokenLimits()) {
            if (request.get(name).orElse(null) instanceof JsonNumber limit) {
                limited = true;
                if (Double.parseDouble(limit.text()) > most) {
                    edits.replace(limit, Long.toString(most));
                }
            }
        }
        if (!limited && !tokenLimits().isEmpty()) {
            edits.set(request, tokenLimits().getFirst(), Long.toString(most));
        }
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
