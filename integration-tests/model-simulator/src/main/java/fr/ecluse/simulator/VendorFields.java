package fr.ecluse.simulator;

import io.vertx.core.json.JsonObject;

/** The fields of an answer that no client asked for, and that a gateway has to pass on. */
final class VendorFields {
    private static final String FINGERPRINT = "fp_ecluse_simulator";

    private VendorFields() {}

    /** Adds OpenAI's fingerprint and the simulator's own field. */
    static JsonObject addTo(JsonObject answer) {
        return addOwnTo(answer.put("system_fingerprint", FINGERPRINT));
    }

    /** Adds the simulator's own field, for answers that have no fingerprint. */
    static JsonObject addOwnTo(JsonObject answer) {
        return answer.put("x_sim", new JsonObject().put("unknown", "kept"));
    }
}
