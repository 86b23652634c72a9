package fr.ecluse.plugin.access.question;

import java.util.Locale;

/** When rules are asked. */
public enum Phase {
    /** Before the texts of the request are looked at. */
    REQUEST,
    /** With what was found in them. */
    CONTENT;

    /** The word in flows and questions. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The phase of a word.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Phase ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
