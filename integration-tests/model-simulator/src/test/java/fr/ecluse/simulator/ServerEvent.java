package fr.ecluse.simulator;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A server-sent event as a client reads it.
 *
 * @param name its field {@code event}; empty when it has none
 * @param data its field {@code data}
 */
record ServerEvent(String name, String data) {
    static List<ServerEvent> parse(String stream) {
        List<ServerEvent> events = new ArrayList<>();
        String name = "";
        for (String line : stream.lines().toList()) {
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                events.add(new ServerEvent(name, line.substring("data: ".length())));
                name = "";
            } else if (!line.isEmpty()) {
                throw new AssertionError("not a line of an event stream: " + line);
            }
        }
        return events;
    }

    boolean isDone() {
        return data.equals("[DONE]");
    }

    JsonObject json() {
        return new JsonObject(data);
    }

    /** The only choice of a chunk. */
    JsonObject choice() {
        return json().getJsonArray("choices").getJsonObject(0);
    }

    /** The delta of a chat chunk's only choice. */
    JsonObject delta() {
        return choice().getJsonObject("delta");
    }
}
