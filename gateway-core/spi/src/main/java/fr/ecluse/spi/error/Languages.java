package fr.ecluse.spi.error;

import java.util.List;
import java.util.Locale;

/** The languages in which the platform speaks to callers. */
public final class Languages {

    /** ISO 639 codes; the first is used where no other is wanted. */
    public static final List<String> SPOKEN = List.of("en", "fr", "de", "it");

    private Languages() {}

    /**
     * The first language of these that is spoken here, regions left aside; English if none is.
     *
     * @param wanted what the caller reads, most wanted first
     */
    public static Locale choose(List<Locale> wanted) {
        for (Locale language : wanted) {
            if (SPOKEN.contains(language.getLanguage())) {
                return Locale.of(language.getLanguage());
            }
        }
        return Locale.ENGLISH;
    }
}
