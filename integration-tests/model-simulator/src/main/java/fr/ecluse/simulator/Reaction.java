package fr.ecluse.simulator;

/** What a simulated model does with one request. */
sealed interface Reaction {
    /**
     * It answers.
     *
     * @param source where its words come from
     * @param pace how fast, unless the request says otherwise
     */
    record Answer(TextSource source, Pace pace) implements Reaction {}

    /**
     * It begins to answer, and breaks the connection.
     *
     * @param source where its words come from
     * @param events after how many events, when streamed and unless the request says otherwise; a plain answer breaks
     *     in the middle
     */
    record BrokenAnswer(TextSource source, int events) implements Reaction {}

    /** It refuses. */
    record Refusal(ApiError error) implements Reaction {}

    /** It says that it answers JSON, and does not. */
    record Garbage() implements Reaction {}

    /** It never answers. */
    record Silence() implements Reaction {}
}
