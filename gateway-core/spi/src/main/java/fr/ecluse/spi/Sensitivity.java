package fr.ecluse.spi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How sensitive a request is; the order is the order of the constants. */
public enum Sensitivity {
    /** May be read by anybody. */
    PUBLIC,
    /** Everyday administrative content ("usuel"), the default. */
    USUAL,
    /** Under the French protection mention "Diffusion Restreinte". */
    DR;

    public boolean isAbove(Sensitivity other) {
        return compareTo(other) > 0;
    }

    /** The higher of two levels. */
    public Sensitivity max(Sensitivity other) {
        return isAbove(other) ? this : other;
    }

    /** The word used in configuration, headers and access rules. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of a word, if it is one of the three. */
    public static Optional<Sensitivity> find(String word) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(word))
                .findFirst();
    }

    /**
     * Reads the word.
     *
     * @throws IllegalArgumentException if it is none of the three
     */
    public static Sensitivity ofWord(String word) {
        return find(word)
                .orElseThrow(
                        () -> new IllegalArgumentException("not a sensitivity: '" + word + "' (public, usual, dr)"));
    }
}
