package fr.ecluse.simulator;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for text, whichever API it came by.
 *
 * @param model the model that it names
 * @param inputs the texts to answer, one per prompt; chat and responses have one
 * @param promptTokens number of tokens of everything that was sent as text
 * @param toolResult the tool result that the conversation ends with, or null
 * @param toolsToCall the functions that the answer must call; empty for an answer in text
 * @param choicesPerInput how many answers are wanted for each input
 * @param maxTokens limit of each answer, or null
 * @param stream whether the answer is streamed
 * @param includeUsage whether a stream reports its usage in a chunk of its own
 * @param seed of generated prose
 * @param control what the request asks of the simulator
 * @param body the request as it came
 */
record GenerationRequest(
        String model,
        List<String> inputs,
        int promptTokens,
        @Nullable String toolResult,
        List<ToolSpec> toolsToCall,
        int choicesPerInput,
        @Nullable Integer maxTokens,
        boolean stream,
        boolean includeUsage,
        long seed,
        SimControl control,
        JsonObject body) {
    static final int MAX_CHOICES = 128;

    GenerationRequest {
        inputs = List.copyOf(inputs);
        toolsToCall = List.copyOf(toolsToCall);
    }

    /** How many answers are wanted in all. */
    int choices() {
        return inputs.size() * choicesPerInput;
    }

    /** The text that the choice with this index answers. */
    String inputOf(int choice) {
        return inputs.get(choice / choicesPerInput);
    }
}
