package fr.ecluse.spi;

/**
 * Tokens consumed, in the words of the OpenTelemetry GenAI conventions.
 *
 * @param inputTokens tokens of the request, cached ones included
 * @param outputTokens tokens of the answer, reasoning included
 * @param cachedTokens the part of the input that the provider had cached
 * @param reasoningTokens the part of the output spent on reasoning
 */
public record Usage(long inputTokens, long outputTokens, long cachedTokens, long reasoningTokens) {

    public Usage {
        if (inputTokens < 0 || outputTokens < 0 || cachedTokens < 0 || reasoningTokens < 0) {
            throw new IllegalArgumentException("token counts are not negative");
        }
    }

    public long totalTokens() {
        return inputTokens + outputTokens;
    }
}
