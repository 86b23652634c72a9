package fr.ecluse.simulator;

import java.util.List;

/**
 * A call that an answer makes.
 *
 * @param id what the tool's result will refer to
 * @param name the function
 * @param arguments the arguments as JSON text, in tokens
 */
record ToolCall(String id, String name, List<String> arguments) {
    /** The arguments as one text. */
    String argumentText() {
        return TextTokens.join(arguments);
    }
}
