package fr.ecluse.acceptance.support;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and quotes JSON. */
public final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /**
     * Reads a document.
     *
     * @throws tools.jackson.core.JacksonException if it is none
     */
    public static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    /** A text as a JSON string, quotes included. */
    public static String quote(String text) {
        return MAPPER.writeValueAsString(text);
    }
}
