package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a streamed chat completion: per choice the role, then its text or its tool calls piece by piece, then
 * why it ended. Texts of several choices come side by side, tool calls one after the other.
 */
final class ChatStream {
    private final Generation generation;
    private final CompletionEvents events;

    ChatStream(Generation generation) {
        this.generation = generation;
        this.events = new CompletionEvents(generation, "chatcmpl-", "chat.completion.chunk");
    }

    EventScript script() {
        List<Choice> choices = generation.choices();
        for (int i = 0; i < choices.size(); i++) {
            String content = choices.get(i).callsTools() ? null : "";
            JsonObject delta = new JsonObject()
                    .put("role", "assistant")
                    .put("content", content)
                    .put("refusal", null);
            events.add(choice(i, delta, null));
        }
        addTexts(choices);
        for (int i = 0; i < choices.size(); i++) {
            addToolCalls(i, choices.get(i).toolCalls());
        }
        for (int i = 0; i < choices.size(); i++) {
            events.add(choice(i, new JsonObject(), choices.get(i).finish()));
        }
        return events.script();
    }

    private void addTexts(List<Choice> choices) {
        List<JsonObject> templates = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            templates.add(choice(i, new JsonObject().put("content", EventTemplate.TEXT), null));
        }
        events.addTokens(templates, choices.stream().map(Choice::text).toList());
    }

    private void addToolCalls(int choice, List<ToolCall> calls) {
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            JsonObject opening = new JsonObject()
                    .put("index", i)
                    .put("id", call.id())
                    .put("type", "function")
                    .put("function", new JsonObject().put("name", call.name()).put("arguments", ""));
            events.add(choice(choice, callDelta(opening), null));
            JsonObject piece = new JsonObject()
                    .put("index", i)
                    .put("function", new JsonObject().put("arguments", EventTemplate.TEXT));
            events.addTokens(List.of(choice(choice, callDelta(piece), null)), List.of(call.arguments()));
        }
    }

    private static JsonObject callDelta(JsonObject call) {
        return new JsonObject().put("tool_calls", new JsonArray().add(call));
    }

    private static JsonObject choice(int index, JsonObject delta, @Nullable FinishReason finish) {
        return new JsonObject()
                .put("index", index)
                .put("delta", delta)
                .put("logprobs", null)
                .put("finish_reason", finish == null ? null : finish.wireName());
    }
}
