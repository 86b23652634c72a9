package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The texts of a request as they are read: counts their tokens and keeps what an answer is about. Not thread-safe. */
final class RequestText {
    private int tokens;
    private String lastUserText = "";
    private @Nullable String toolResult;

    /** A text that a user sent. */
    void user(String text) {
        other(text);
        lastUserText = text;
    }

    /** The result of a tool; it counts as what the conversation ends with until another text comes. */
    void tool(String text) {
        other(text);
        toolResult = text;
    }

    /** Any other text. */
    void other(String text) {
        tokens += TextTokens.count(text);
        toolResult = null;
    }

    int tokens() {
        return tokens;
    }

    /** The last text that a user sent; empty when there is none. */
    String lastUserText() {
        return lastUserText;
    }

    /** The tool result that the conversation ends with, or null. */
    @Nullable
    String toolResult() {
        return toolResult;
    }

    /**
     * The text of a message's content: a string, or the text parts of an array, one per line. Parts of other kinds
     * (images, sound) have no text.
     *
     * @throws ApiException 400 when the content is neither
     */
    static String of(JsonFields holder, String field) {
        return switch (holder.json().getValue(field)) {
            case null -> "";
            case String text -> text;
            case JsonArray parts -> joined(holder, field, parts);
            default -> throw holder.wrong(field, "a string or an array of content parts");
        };
    }

    private static String joined(JsonFields holder, String field, JsonArray parts) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.getValue(i) instanceof JsonObject part)) {
                throw holder.wrong(field + "[" + i + "]", "an object");
            }
            if (part.getValue("text") instanceof String text) {
                joined.append(joined.isEmpty() ? "" : "\n").append(text);
            }
        }
        return joined.toString();
    }
}
