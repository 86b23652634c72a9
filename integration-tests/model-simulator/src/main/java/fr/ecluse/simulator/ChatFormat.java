package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code POST /v1/chat/completions}. */
final class ChatFormat implements GenerationFormat {
    @Override
    public String endpoint() {
        return "v1/chat/completions";
    }

    @Override
    public GenerationRequest parse(JsonFields body, long defaultSeed) {
        SimControl control = SimControl.of(body);
        RequestText text = messages(body);
        CompletionParameters parameters = CompletionParameters.of(body);
        return new GenerationRequest(
                body.requiredText("model"),
                List.of(text.lastUserText()),
                text.tokens(),
                text.toolResult(),
                new ToolChoice(body, true, control).toCall(),
                parameters.choices(),
                parameters.maxTokens(),
                parameters.stream(),
                parameters.includeUsage(),
                parameters.seed(control, defaultSeed),
                control,
                body.json());
    }

    private static RequestText messages(JsonFields body) {
        JsonArray messages = body.array("messages");
        if (messages == null || messages.isEmpty()) {
            throw ApiException.invalid("messages", "'messages' must hold at least one message.");
        }
        RequestText text = new RequestText();
        for (int i = 0; i < messages.size(); i++) {
            if (!(messages.getValue(i) instanceof JsonObject object)) {
                throw body.wrong("messages[" + i + "]", "an object");
            }
            JsonFields message = new JsonFields(object, "messages[" + i + "].");
            String content = RequestText.of(message, "content");
            switch (message.requiredText("role")) {
                case "user" -> text.user(content);
                case "tool", "function" -> text.tool(content);
                default -> text.other(content);
            }
        }
        return text;
    }

    @Override
    public JsonObject plain(Generation generation) {
        JsonArray choices = new JsonArray();
        for (int i = 0; i < generation.choices().size(); i++) {
            Choice choice = generation.choices().get(i);
            choices.add(new JsonObject()
                    .put("index", i)
                    .put("message", message(choice))
                    .put("logprobs", null)
                    .put("finish_reason", choice.finish().wireName()));
        }
        return VendorFields.addTo(new JsonObject()
                .put("id", "chatcmpl-" + generation.id())
                .put("object", "chat.completion")
                .put("created", generation.created())
                .put("model", generation.request().model())
                .put("choices", choices)
                .put("usage", generation.usage().asCompletion())
                .put("service_tier", "default"));
    }

    private static JsonObject message(Choice choice) {
        JsonObject message = new JsonObject()
                .put("role", "assistant")
                .put("content", choice.callsTools() ? null : choice.content())
                .put("refusal", null)
                .put("annotations", new JsonArray());
        if (choice.callsTools()) {
            JsonArray calls = new JsonArray();
            for (ToolCall call : choice.toolCalls()) {
                calls.add(new JsonObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .put(
                                "function",
                                new JsonObject().put("name", call.name()).put("arguments", call.argumentText())));
            }
            message.put("tool_calls", calls);
        }
        return message;
    }

    @Override
    public EventScript stream(Generation generation) {
        return new ChatStream(generation).script();
    }
}
