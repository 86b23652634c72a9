package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The events of a streamed response, numbered from 0: the response is created, each output item is added, filled and
 * done, the response is complete. There is no end mark.
 */
final class ResponseStream {
    private final Generation generation;
    private final Choice choice;
    private final ResponseDocument document;
    private final List<EventPart> parts = new ArrayList<>();
    private int sequence;

    ResponseStream(Generation generation) {
        this.generation = generation;
        this.choice = generation.choices().getFirst();
        this.document = new ResponseDocument(generation);
    }

    EventScript script() {
        add("response.created", () -> new JsonObject().put("response", document.inProgress()));
        add("response.in_progress", () -> new JsonObject().put("response", document.inProgress()));
        if (choice.callsTools()) {
            for (int i = 0; i < choice.toolCalls().size(); i++) {
                addCall(i);
            }
        } else {
            addMessage();
        }
        String last = document.incomplete() ? "response.incomplete" : "response.completed";
        add(last, () -> new JsonObject().put("response", document.complete()));
        return new EventScript(parts);
    }

    private void addMessage() {
        add("response.output_item.added", () -> ofItem(0).put("item", document.openMessage()));
        add("response.content_part.added", () -> ofText().put("part", ResponseDocument.textPart("")));
        addTokens(
                event("response.output_text.delta", EventTemplate.SEQUENCE)
                        .mergeIn(ofText())
                        .put("delta", EventTemplate.TEXT)
                        .put("logprobs", new JsonArray()),
                choice.text());
        add(
                "response.output_text.done",
                () -> ofText().put("text", choice.content()).put("logprobs", new JsonArray()));
        add("response.content_part.done", () -> ofText().put("part", ResponseDocument.textPart(choice.content())));
        add("response.output_item.done", () -> ofItem(0).put("item", document.completeMessage()));
    }

    private void addCall(int index) {
        ToolCall call = choice.toolCalls().get(index);
        add("response.output_item.added", () -> ofItem(index).put("item", document.openCall(index)));
        addTokens(
                event("response.function_call_arguments.delta", EventTemplate.SEQUENCE)
                        .mergeIn(ofCall(index))
                        .put("delta", EventTemplate.TEXT),
                call.arguments());
        add(
                "response.function_call_arguments.done",
                () -> ofCall(index).put("name", call.name()).put("arguments", call.argumentText()));
        add("response.output_item.done", () -> ofItem(index).put("item", document.completeCall(index)));
    }

    private void add(String type, Supplier<JsonObject> content) {
        int number = sequence++;
        parts.add(new EventPart.Fixed(() -> SseEvent.named(event(type, number).mergeIn(content.get()))));
    }

    private void addTokens(JsonObject data, List<String> tokens) {
        if (tokens.isEmpty()) {
            return;
        }
        List<String> pieces = generation.pieces(tokens);
        EventTemplate template = EventTemplate.named(data);
        int first = sequence;
        sequence += pieces.size();
        parts.add(new EventPart.Tokens(
                List.of(pieces), (turn, _, text, target) -> template.append(target, first + turn, text)));
    }

    private static JsonObject event(String type, Object number) {
        return new JsonObject().put("type", type).put("sequence_number", number);
    }

    private static JsonObject ofItem(int outputIndex) {
        return new JsonObject().put("output_index", outputIndex);
    }

    private JsonObject ofText() {
        return new JsonObject()
                .put("item_id", document.messageId())
                .put("output_index", 0)
                .put("content_index", 0);
    }

    private JsonObject ofCall(int index) {
        return new JsonObject().put("item_id", document.callItemId(index)).put("output_index", index);
    }
}
