package fr.ecluse.testkit;

import fr.ecluse.spi.json.Json;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import fr.ecluse.spi.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Streams of chat completions in OpenAI's form, for filters that read them. */
public final class ChatStream {

    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] STOP = "\"stop\"".getBytes(StandardCharsets.UTF_8);

    private ChatStream() {}

    /** The events of an answer: a comment, a role, one event for each part of the text, a reason to stop, usage, the end. */
    public static List<StreamEvent> events(List<String> parts) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(StreamEvent.ofRaw(": begins\n\n".getBytes(StandardCharsets.UTF_8)));
        events.add(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        parts.forEach(part -> events.add(chunk("{\"content\":" + Json.quote(part) + "}", "null")));
        events.add(chunk("{}", "\"stop\""));
        events.add(StreamEvent.ofData(
                "{\"id\":\"c-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}"));
        events.add(StreamEvent.ofData("[DONE]"));
        return events;
    }

    private static StreamEvent chunk(String delta, String finishReason) {
        return StreamEvent.ofData(
                "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":" + delta
                        + ",\"finish_reason\":" + finishReason + "}]}");
    }

    /** Every way to cut a text in two, the text in single characters, and the text whole. */
    public static Stream<List<String>> cuts(String text) {
        Stream<List<String>> inTwo =
                IntStream.range(1, text.length()).mapToObj(at -> List.of(text.substring(0, at), text.substring(at)));
        List<String> characters = text.chars().mapToObj(Character::toString).toList();
        return Stream.concat(inTwo, Stream.of(characters, List.of(text)));
    }

    /** The events that stand for something else than text, by a word each, in order. */
    public static List<String> landmarks(List<StreamEvent> events) {
        List<String> landmarks = new ArrayList<>();
        for (StreamEvent event : events) {
            if (!event.hasData()) {
                landmarks.add("comment");
            } else if (event.isDone()) {
                landmarks.add("done");
            } else if (event.dataContains(USAGE)) {
                landmarks.add("usage");
            } else if (event.dataContains(STOP)) {
                landmarks.add("stop");
            }
        }
        return landmarks;
    }

    /** The text that the events carry together. */
    public static String text(List<StreamEvent> events) {
        StringBuilder text = new StringBuilder();
        for (StreamEvent event : events) {
            if (event.looksLikeObject()) {
                text.append(delta(event));
            }
        }
        return text.toString();
    }

    private static String delta(StreamEvent event) {
        try {
            if (event.json().root() instanceof JsonObject root
                    && root.get("choices").orElse(null) instanceof JsonArray choices
                    && !choices.items().isEmpty()
                    && choices.items().getFirst() instanceof JsonObject choice) {
                return choice.object("delta")
                        .flatMap(delta -> delta.text("content"))
                        .orElse("");
            }
            return "";
        } catch (MalformedJsonException e) {
            throw new AssertionError("an event that is no JSON: " + e.getMessage(), e);
        }
    }
}
