package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object {@code response} of the responses API and its output items, in each of their states. */
final class ResponseDocument {
    private static final String IN_PROGRESS = "in_progress";

    private final Generation generation;
    private final Choice choice;

    ResponseDocument(Generation generation) {
        this.generation = generation;
        this.choice = generation.choices().getFirst();
    }

    /** Whether the limit of tokens cut the answer. */
    boolean incomplete() {
        return choice.finish() == FinishReason.LENGTH;
    }

    /** The response before its first output. */
    JsonObject inProgress() {
        return document(IN_PROGRESS, new JsonArray(), null, null);
    }

    /** The response with all its output. */
    JsonObject complete() {
        JsonArray output = new JsonArray();
        for (int i = 0; i < choice.toolCalls().size(); i++) {
            output.add(completeCall(i));
        }
        if (!choice.callsTools()) {
            output.add(completeMessage());
        }
        JsonObject details = incomplete() ? new JsonObject().put("reason", "max_output_tokens") : null;
        return document(finalStatus(), output, details, generation.usage().asResponse());
    }

    private JsonObject document(
            String status, JsonArray output, @Nullable JsonObject incompleteDetails, @Nullable JsonObject usage) {
        JsonObject document = new JsonObject()
                .put("id", "resp_" + generation.id())
                .put("object", "response")
                .put("created_at", generation.created())
                .put("status", status)
                .put("background", false)
                .put("error", null)
                .put("incomplete_details", incompleteDetails)
                .put("model", generation.request().model())
                .put("output", output);
        JsonObject body = generation.request().body();
        for (Map.Entry<String, Object> repeated : repeatedFields()) {
            Object value = body.getValue(repeated.getKey());
            document.put(repeated.getKey(), value == null ? repeated.getValue() : value);
        }
        return VendorFields.addOwnTo(document.put("usage", usage));
    }

    /** Request fields that the answer repeats, with what they are when the request does not name them. */
    private static JsonObject repeatedFields() {
        return new JsonObject()
                .put("instructions", null)
                .put("max_output_tokens", null)
                .put("parallel_tool_calls", true)
                .put("previous_response_id", null)
                .put("reasoning", new JsonObject().put("effort", null).put("summary", null))
                .put("store", true)
                .put("temperature", 1.0)
                .put("text", new JsonObject().put("format", new JsonObject().put("type", "text")))
                .put("tool_choice", "auto")
                .put("tools", new JsonArray())
                .put("top_p", 1.0)
                .put("truncation", "disabled")
                .put("user", null)
                .put("metadata", new JsonObject());
    }

    /** The text's item before its first token. */
    JsonObject openMessage() {
        return message(IN_PROGRESS, new JsonArray());
    }

    /** The text's item with all its text. */
    JsonObject completeMessage() {
        return message(finalStatus(), new JsonArray().add(textPart(choice.content())));
    }

    private JsonObject message(String status, JsonArray content) {
        return new JsonObject()
                .put("id", messageId())
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant")
                .put("content", content);
    }

    /** A content part with this text. */
    static JsonObject textPart(String text) {
        return new JsonObject()
                .put("type", "output_text")
                .put("annotations", new JsonArray())
                .put("logprobs", new JsonArray())
                .put("text", text);
    }

    /** A call's item before its first token. */
    JsonObject openCall(int index) {
        return call(index, IN_PROGRESS, "");
    }

    /** A call's item with all its arguments. */
    JsonObject completeCall(int index) {
        return call(index, finalStatus(), choice.toolCalls().get(index).argumentText());
    }

    private JsonObject call(int index, String status, String arguments) {
        ToolCall call = choice.toolCalls().get(index);
        return new JsonObject()
                .put("id", callItemId(index))
                .put("type", "function_call")
                .put("status", status)
                .put("arguments", arguments)
                .put("call_id", call.id())
                .put("name", call.name());
    }

    String messageId() {
        return "msg_" + generation.id();
    }

    String callItemId(int index) {
        return "fc_" + generation.id() + "_" + index;
    }

    private String finalStatus() {
        return incomplete() ? "incomplete" : "completed";
    }
}
