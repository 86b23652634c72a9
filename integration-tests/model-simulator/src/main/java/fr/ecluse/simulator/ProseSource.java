package fr.ecluse.simulator;

import java.util.List;

/** Answers with prose that depends on the seed and the choice only. */
final class ProseSource implements TextSource {
    private static final int DEFAULT_TOKENS = 64;

    @Override
    public List<String> tokens(GenerationRequest request, int choice) {
        return Prose.of(request.seed() + choice, length(request.control()));
    }

    private static int length(SimControl control) {
        if (control.tokens() != null) {
            return control.tokens();
        }
        return control.events() != null ? control.events() : DEFAULT_TOKENS;
    }

    @Override
    public String argument(GenerationRequest request, int choice) {
        return "example";
    }
}
