package fr.ecluse.simulator;

import java.util.List;

/** Answers with the text that came in. */
final class EchoSource implements TextSource {
    @Override
    public List<String> tokens(GenerationRequest request, int choice) {
        return TextTokens.of(request.inputOf(choice));
    }

    /** The text that came in, so that what a gateway changed in it can be seen in the arguments too. */
    @Override
    public String argument(GenerationRequest request, int choice) {
        return request.inputOf(choice);
    }
}
