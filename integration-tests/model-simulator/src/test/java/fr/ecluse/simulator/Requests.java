package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The requests that tests send most. */
final class Requests {
    private Requests() {}

    static JsonObject chat(String model, String text) {
        return new JsonObject().put("model", model).put("messages", new JsonArray().add(message("user", text)));
    }

    static JsonObject message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content);
    }

    static JsonObject completion(String model, Object prompt) {
        return new JsonObject().put("model", model).put("prompt", prompt);
    }

    static JsonObject response(String model, Object input) {
        return new JsonObject().put("model", model).put("input", input);
    }

    static JsonObject embedding(Object input) {
        return new JsonObject().put("model", "embedding-minilm").put("input", input);
    }

    /** The vendor field with one option. */
    static JsonObject sim(String option, Object value) {
        return new JsonObject().put(option, value);
    }
}
