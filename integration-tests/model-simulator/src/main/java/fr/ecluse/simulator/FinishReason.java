package fr.ecluse.simulator;

/** Why an answer ended. */
enum FinishReason {
    STOP("stop"),
    LENGTH("length"),
    TOOL_CALLS("tool_calls");

    private final String wireName;

    FinishReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name in OpenAI's API. */
    String wireName() {
        return wireName;
    }
}
