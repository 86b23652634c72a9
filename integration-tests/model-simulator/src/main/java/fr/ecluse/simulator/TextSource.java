package fr.ecluse.simulator;

import java.util.List;

/** Where a simulated model takes its words from. */
interface TextSource {
    /** The tokens of the choice with this index, the same ones each time they are asked for. */
    List<String> tokens(GenerationRequest request, int choice);

    /** What stands in the strings of a tool call for the choice with this index. */
    String argument(GenerationRequest request, int choice);
}
