package fr.ecluse.simulator;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * A text cut into the simulator's tokens: a token is a run of white space with up to four characters of the word that
 * follows. White space at the end is a token of its own. Joined, the tokens give exactly the text; their number is
 * the estimate that {@code usage} reports. A surrogate pair is never split.
 */
final class TextTokens extends AbstractList<String> implements RandomAccess {
    private static final int WORD_CHARACTERS = 4;

    private final String text;
    private final int[] ends;

    private TextTokens(String text, int[] ends) {
        this.text = text;
        this.ends = ends;
    }

    /** The tokens of a text; none for an empty one. */
    static List<String> of(String text) {
        int[] ends = new int[text.length() / 2 + 1];
        int count = 0;
        for (int at = 0; at < text.length(); ) {
            at = end(text, at);
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, count * 2);
            }
            ends[count++] = at;
        }
        return new TextTokens(text, Arrays.copyOf(ends, count));
    }

    /** The text that tokens, whichever they are, make together. */
    static String join(List<String> tokens) {
        return tokens instanceof TextTokens whole ? whole.text : String.join("", tokens);
    }

    /** How many tokens a text has. */
    static int count(String text) {
        int count = 0;
        for (int at = 0; at < text.length(); at = end(text, at)) {
            count++;
        }
        return count;
    }

    private static int end(String text, int start) {
        int at = start;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        for (int i = 0; i < WORD_CHARACTERS && at < text.length() && !Character.isWhitespace(text.charAt(at)); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    @Override
    public String get(int index) {
        return text.substring(index == 0 ? 0 : ends[index - 1], ends[index]);
    }

    @Override
    public int size() {
        return ends.length;
    }
}
