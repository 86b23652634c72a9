package fr.ecluse.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * An event encoded once, with a hole for the text and, where the data has one, for the sequence number. The data must
 * hold {@link #TEXT} as the value of a string, and may hold {@link #SEQUENCE} as a value before it.
 */
final class EventTemplate {
    static final String TEXT = "{{text}}";
    static final String SEQUENCE = "{{sequence}}";

    private static final String QUOTED_SEQUENCE = '"' + SEQUENCE + '"';

    private final byte[] head;
    private final byte[] middle;
    private final byte[] tail;
    private final boolean numbered;

    private EventTemplate(String event) {
        int sequence = event.indexOf(QUOTED_SEQUENCE);
        int text = event.indexOf(TEXT);
        numbered = sequence >= 0;
        head = bytes(event.substring(0, numbered ? sequence : text));
        middle = bytes(numbered ? event.substring(sequence + QUOTED_SEQUENCE.length(), text) : "");
        tail = bytes(event.substring(text + TEXT.length()));
    }

    /** The template of an event without a name. */
    static EventTemplate of(JsonObject data) {
        return new EventTemplate(SseEvent.of(data).toString());
    }

    /** The template of an event named after its data's member {@code type}. */
    static EventTemplate named(JsonObject data) {
        return new EventTemplate(SseEvent.named(data).toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Appends the event with this text; for a template without a sequence number. */
    void append(Buffer target, String text) {
        append(target, 0, text);
    }

    /** Appends the event with this text and, where it has one, this sequence number. */
    void append(Buffer target, int sequence, String text) {
        target.appendBytes(head);
        if (numbered) {
            target.appendString(Integer.toString(sequence)).appendBytes(middle);
        }
        target.appendString(JsonText.escape(text)).appendBytes(tail);
    }
}
