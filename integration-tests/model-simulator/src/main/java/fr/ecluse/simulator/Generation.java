package fr.ecluse.simulator;

import java.util.List;

/**
 * A request with its answer, ready to be written.
 *
 * @param request what was asked
 * @param choices what is answered, in the order of their indexes
 * @param id unique part of the answer's identifiers
 * @param created Unix time in seconds
 */
record Generation(GenerationRequest request, List<Choice> choices, String id, long created) {
    Generation {
        choices = List.copyOf(choices);
    }

    Usage usage() {
        return new Usage(
                request.promptTokens(),
                choices.stream().mapToInt(Choice::tokens).sum());
    }

    /** Number of tokens of the longest choice: choices are generated side by side. */
    int longest() {
        return choices.stream().mapToInt(Choice::tokens).max().orElse(0);
    }

    /** Cuts tokens into the pieces that are streamed: one per token unless the request asked for fewer. */
    List<String> pieces(List<String> tokens) {
        Integer events = request.control().events();
        return events == null ? tokens : GroupedTokens.of(tokens, events);
    }
}
