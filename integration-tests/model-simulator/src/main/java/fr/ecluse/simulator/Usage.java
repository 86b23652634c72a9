package fr.ecluse.simulator;

import io.vertx.core.json.JsonObject;

/**
 * What a request cost, in the tokens of {@link TextTokens}.
 *
 * @param prompt tokens received
 * @param completion tokens answered, over all choices
 */
record Usage(int prompt, int completion) {
    /** As chat and text completions report it. */
    JsonObject asCompletion() {
        return new JsonObject()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion)
                .put(
                        "prompt_tokens_details",
                        new JsonObject().put("cached_tokens", 0).put("audio_tokens", 0))
                .put(
                        "completion_tokens_details",
                        new JsonObject()
                                .put("reasoning_tokens", 0)
                                .put("audio_tokens", 0)
                                .put("accepted_prediction_tokens", 0)
                                .put("rejected_prediction_tokens", 0));
    }

    /** As the responses API reports it. */
    JsonObject asResponse() {
        return new JsonObject()
                .put("input_tokens", prompt)
                .put("input_tokens_details", new JsonObject().put("cached_tokens", 0))
                .put("output_tokens", completion)
                .put("output_tokens_details", new JsonObject().put("reasoning_tokens", 0))
                .put("total_tokens", prompt + completion);
    }
}
