package fr.ecluse.simulator;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Tokens joined into a smaller number of pieces, as evenly as can be. */
final class GroupedTokens extends AbstractList<String> implements RandomAccess {
    private final List<String> tokens;
    private final int groups;

    private GroupedTokens(List<String> tokens, int groups) {
        this.tokens = tokens;
        this.groups = groups;
    }

    /** The tokens in this number of pieces; the tokens themselves when there are no more than that. */
    static List<String> of(List<String> tokens, int groups) {
        return groups < tokens.size() ? new GroupedTokens(tokens, groups) : tokens;
    }

    @Override
    public String get(int index) {
        return String.join("", tokens.subList(start(index), start(index + 1)));
    }

    private int start(int group) {
        return (int) ((long) group * tokens.size() / groups);
    }

    @Override
    public int size() {
        return groups;
    }
}
