package fr.ecluse.simulator;

import io.vertx.core.json.JsonObject;

/** The shape of one of OpenAI's APIs for text: how a request is read and how its answer is written. Stateless. */
interface GenerationFormat {
    /** The endpoint as OpenAI's messages name it, such as {@code v1/completions}. */
    String endpoint();

    /**
     * Reads a request.
     *
     * @param body what came
     * @param defaultSeed seed for a request that brings none
     * @throws ApiException 400 when a field is missing or wrong
     */
    GenerationRequest parse(JsonFields body, long defaultSeed);

    /** The answer as one document. */
    JsonObject plain(Generation generation);

    /** The answer as a stream of events. */
    EventScript stream(Generation generation);
}
