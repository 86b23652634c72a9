package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The events of a stream of completion chunks, as chat and text completions share them. Not thread-safe. */
final class CompletionEvents {
    private final Generation generation;
    private final String id;
    private final String object;
    private final List<EventPart> parts = new ArrayList<>();

    /**
     * @param idPrefix what the identifiers of the API's answers begin with
     * @param object the API's name for a chunk
     */
    CompletionEvents(Generation generation, String idPrefix, String object) {
        this.generation = generation;
        this.id = idPrefix + generation.id();
        this.object = object;
    }

    /** Adds a chunk with this choice. */
    void add(JsonObject choice) {
        parts.add(new EventPart.Fixed(() -> SseEvent.of(chunk(new JsonArray().add(choice)))));
    }

    /**
     * Adds the tokens of answers that are streamed side by side.
     *
     * @param choices the choice of each answer's chunks, with {@link EventTemplate#TEXT} where the token belongs
     * @param tokens the tokens of each answer
     */
    void addTokens(List<JsonObject> choices, List<List<String>> tokens) {
        if (tokens.stream().allMatch(List::isEmpty)) {
            return;
        }
        List<EventTemplate> templates = choices.stream()
                .map(choice -> EventTemplate.of(chunk(new JsonArray().add(choice))))
                .toList();
        List<List<String>> pieces = tokens.stream().map(generation::pieces).toList();
        parts.add(new EventPart.Tokens(
                pieces, (_, lane, text, target) -> templates.get(lane).append(target, text)));
    }

    /** The whole stream: what was added, the usage if the request wants it, and the end mark. */
    EventScript script() {
        if (generation.request().includeUsage()) {
            JsonObject usage = generation.usage().asCompletion();
            parts.add(
                    new EventPart.Fixed(() -> SseEvent.of(chunk(new JsonArray()).put("usage", usage))));
        }
        parts.add(new EventPart.Fixed(SseEvent::done));
        return new EventScript(parts);
    }

    private JsonObject chunk(JsonArray choices) {
        JsonObject chunk = new JsonObject()
                .put("id", id)
                .put("object", object)
                .put("created", generation.created())
                .put("model", generation.request().model())
                .put("choices", choices);
        if (generation.request().includeUsage()) {
            chunk.put("usage", null);
        }
        return VendorFields.addTo(chunk);
    }
}
