package fr.ecluse.spi.error;

import java.util.Locale;

/** A text that can be said in several languages. */
@FunctionalInterface
public interface LocalizedText {

    /** The text in this language, or in English where it is not known. */
    String in(Locale language);
}
