package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code POST /v1/responses}. Nothing is stored: {@code previous_response_id} is repeated and otherwise ignored. */
final class ResponsesFormat implements GenerationFormat {
    @Override
    public String endpoint() {
        return "v1/responses";
    }

    @Override
    public GenerationRequest parse(JsonFields body, long defaultSeed) {
        SimControl control = SimControl.of(body);
        RequestText text = new RequestText();
        String instructions = body.text("instructions");
        if (instructions != null) {
            text.other(instructions);
        }
        readInput(body, text);
        return new GenerationRequest(
                body.requiredText("model"),
                List.of(text.lastUserText()),
                text.tokens(),
                text.toolResult(),
                new ToolChoice(body, false, control).toCall(),
                1,
                body.integer("max_output_tokens", 1, Integer.MAX_VALUE),
                body.flag("stream"),
                true,
                control.seed() == null ? defaultSeed : control.seed(),
                control,
                body.json());
    }

    private static void readInput(JsonFields body, RequestText text) {
        switch (body.json().getValue("input")) {
            case null -> throw ApiException.invalid("input", "Missing required parameter: 'input'.");
            case String input -> text.user(input);
            case JsonArray items -> {
                for (int i = 0; i < items.size(); i++) {
                    if (!(items.getValue(i) instanceof JsonObject item)) {
                        throw body.wrong("input[" + i + "]", "an object");
                    }
                    readItem(new JsonFields(item, "input[" + i + "]."), text);
                }
            }
            default -> throw body.wrong("input", "a string or an array");
        }
    }

    private static void readItem(JsonFields item, RequestText text) {
        if ("function_call_output".equals(item.text("type"))) {
            text.tool(RequestText.of(item, "output"));
            return;
        }
        String content = RequestText.of(item, "content");
        if ("user".equals(item.text("role"))) {
            text.user(content);
        } else {
            text.other(content);
        }
    }

    @Override
    public JsonObject plain(Generation generation) {
        return new ResponseDocument(generation).complete();
    }

    @Override
    public EventScript stream(Generation generation) {
        return new ResponseStream(generation).script();
    }
}
