package fr.ecluse.runtime.builtin;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Headers;
import tools.jackson.databind.json.JsonMapper;

/** Answers in JSON. */
final class JsonAnswer {

    private static final JsonMapper JSON = new JsonMapper();

    private JsonAnswer() {}

    /** A 200 with a value of maps, lists, strings and numbers. */
    static Answer of(Object value) {
        return new Answer.Buffered(
                200, Headers.of("Content-Type", "application/json"), Body.of(JSON.writeValueAsBytes(value)));
    }
}
