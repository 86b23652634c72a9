package fr.ecluse.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What chat and text completions have in common.
 *
 * @param choices how many answers per prompt
 * @param maxTokens limit of each answer, or null
 * @param stream whether the answer is streamed
 * @param includeUsage whether the stream reports its usage
 * @param requestSeed the request's own seed, or null
 */
record CompletionParameters(
        int choices,
        @Nullable Integer maxTokens,
        boolean stream,
        boolean includeUsage,
        @Nullable Long requestSeed) {
    static CompletionParameters of(JsonFields body) {
        Integer maxTokens = body.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        JsonFields streamOptions = body.object("stream_options");
        boolean stream = body.flag("stream");
        if (streamOptions != null && !stream) {
            throw ApiException.invalid(
                    "stream_options", "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
        }
        return new CompletionParameters(
                body.integer("n", 1, GenerationRequest.MAX_CHOICES, 1),
                maxTokens == null ? body.integer("max_tokens", 1, Integer.MAX_VALUE) : maxTokens,
                stream,
                streamOptions != null && streamOptions.flag("include_usage"),
                body.wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE));
    }

    /** The seed that counts: the simulator option, else OpenAI's parameter, else the default. */
    long seed(SimControl control, long defaultSeed) {
        if (control.seed() != null) {
            return control.seed();
        }
        return requestSeed == null ? defaultSeed : requestSeed;
    }
}
