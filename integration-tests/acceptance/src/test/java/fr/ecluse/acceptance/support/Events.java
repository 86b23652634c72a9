package fr.ecluse.acceptance.support;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads streams of server-sent events of the simple form that the simulator writes: one data line per event. */
public final class Events {

    private static final String DATA = "data: ";
    private static final String DONE = "[DONE]";

    private Events() {}

    /** The events of a stream, without the blank lines between them. */
    public static List<String> of(String stream) {
        return Arrays.stream(stream.split("\n\n", -1))
                .filter(event -> !event.isEmpty())
                .toList();
    }

    /** The data of each event of a stream. */
    public static List<String> data(String stream) {
        return of(stream).stream().map(Events::dataOf).toList();
    }

    /** The data of one event. */
    public static String dataOf(String event) {
        return event.lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("an event without data: " + event));
    }

    /** The data of each event that carries JSON, in order. */
    public static List<JsonNode> json(List<String> data) {
        return data.stream().filter(text -> !text.equals(DONE)).map(Json::parse).toList();
    }

    /** Whether this is the data of the event that ends a good stream of completions. */
    public static boolean isDone(String data) {
        return data.equals(DONE);
    }

    /** What the chunks of a chat completion say together. */
    public static String chatText(List<String> data) {
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : json(data)) {
            text.append(
                    chunk.path("choices").path(0).path("delta").path("content").asString(""));
        }
        return text.toString();
    }
}
