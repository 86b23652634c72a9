package fr.ecluse.simulator;

import java.util.List;

/**
 * One answer: a text, or calls of tools.
 *
 * @param text its tokens; empty when it calls tools
 * @param toolCalls its calls; empty when it is a text
 * @param finish why it ended
 */
record Choice(List<String> text, List<ToolCall> toolCalls, FinishReason finish) {
    Choice {
        if (!text.isEmpty() && !toolCalls.isEmpty()) {
            throw new IllegalArgumentException("an answer is a text or calls tools, not both");
        }
    }

    boolean callsTools() {
        return !toolCalls.isEmpty();
    }

    /** Its number of tokens. */
    int tokens() {
        return text.size()
                + toolCalls.stream().mapToInt(call -> call.arguments().size()).sum();
    }

    /** The text as one. */
    String content() {
        return TextTokens.join(text);
    }
}
