package fr.ecluse.simulator;

import io.vertx.core.json.JsonObject;

/**
 * A function that the request offers.
 *
 * @param name the function
 * @param parameters JSON schema of its arguments; empty when the request gives none
 */
record ToolSpec(String name, JsonObject parameters) {}
