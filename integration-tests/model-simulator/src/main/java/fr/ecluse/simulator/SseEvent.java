package fr.ecluse.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Server-sent events as bytes. */
final class SseEvent {
    private SseEvent() {}

    /** What ends a stream of chat or text completions. */
    static Buffer done() {
        return Buffer.buffer("data: [DONE]\n\n");
    }

    /** An event without a name. */
    static Buffer of(JsonObject data) {
        return Buffer.buffer("data: ").appendBuffer(JsonText.encode(data)).appendString("\n\n");
    }

    /** An event named after its data's member {@code type}, as the responses API sends them. */
    static Buffer named(JsonObject data) {
        return Buffer.buffer("event: " + data.getString("type") + "\n").appendBuffer(of(data));
    }
}
