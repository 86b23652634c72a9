package fr.ecluse.spi;

import java.util.Locale;

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

    /**
     * Reads the word.
     *
     * @throws IllegalArgumentException if it is none of the three
     */
    public static Sensitivity ofWord(String word) {
        for (Sensitivity level : values()) {
            if (level.word().equals(word)) {
                return level;
            }
        }
        throw new IllegalArgumentException("not a sensitivity: '" + word + "' (public, usual, dr)");
    }
}
