package fr.ecluse.simulator;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of the simulator in its vendor field {@code sim}; a null component was not asked for. The
 * module's README describes each option.
 */
record SimControl(
        @Nullable Double tokensPerSecond,
        @Nullable Integer firstTokenMillis,
        @Nullable Integer tokens,
        @Nullable Integer events,
        @Nullable Integer errorStatus,
        @Nullable Integer retryAfterSeconds,
        @Nullable Integer cutAfter,
        @Nullable Integer chunkBytes,
        @Nullable Integer toolCalls,
        @Nullable String text,
        @Nullable Long seed,
        boolean earlyHeaders) {
    static final int MAX_TOKENS = 1_000_000;

    private static final int MAX_DELAY_MILLIS = 3_600_000;
    private static final double MAX_TOKENS_PER_SECOND = 1_000_000;
    private static final int MAX_TOOL_CALLS = 16;
    private static final SimControl NONE =
            new SimControl(null, null, null, null, null, null, null, null, null, null, null, false);
    private static final Set<String> NAMES = Set.of(
            "tokens_per_second",
            "first_token_ms",
            "tokens",
            "events",
            "error_status",
            "retry_after",
            "cut_after",
            "chunk_bytes",
            "tool_calls",
            "text",
            "seed",
            "early_headers");

    /**
     * Reads the field {@code sim} of a request's body.
     *
     * @throws ApiException 400 when an option is unknown, of the wrong type or out of range
     */
    static SimControl of(JsonFields body) {
        JsonFields sim = body.object("sim");
        if (sim == null) {
            return NONE;
        }
        for (String name : sim.json().fieldNames()) {
            if (!NAMES.contains(name)) {
                throw ApiException.invalid(
                        sim.path() + name,
                        "Unknown option '" + sim.path() + name + "'; known are " + new TreeSet<>(NAMES));
            }
        }
        return new SimControl(
                sim.number("tokens_per_second", 0, MAX_TOKENS_PER_SECOND),
                sim.integer("first_token_ms", 0, MAX_DELAY_MILLIS),
                sim.integer("tokens", 0, MAX_TOKENS),
                sim.integer("events", 1, MAX_TOKENS),
                sim.integer("error_status", 400, 599),
                sim.integer("retry_after", 0, MAX_DELAY_MILLIS),
                sim.integer("cut_after", 0, Integer.MAX_VALUE),
                sim.integer("chunk_bytes", 1, Integer.MAX_VALUE),
                sim.integer("tool_calls", 1, MAX_TOOL_CALLS),
                sim.text("text"),
                sim.wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                sim.flag("early_headers"));
    }

    /** The model's pace with what the request changes of it. */
    Pace pace(Pace usual) {
        return new Pace(
                firstTokenMillis == null ? usual.firstTokenMillis() : firstTokenMillis,
                tokensPerSecond == null ? usual.tokensPerSecond() : tokensPerSecond);
    }
}
