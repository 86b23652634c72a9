package fr.ecluse.runtime.error;

import fr.ecluse.spi.error.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each error code means, in the languages of the platform. */
final class CodeMessages {

    private static final Map<String, ResourceBundle> BUNDLES = Stream.of("en", "fr", "de", "it")
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(),
                    language -> ResourceBundle.getBundle(
                            CodeMessages.class.getPackageName() + ".codes",
                            Locale.of(language),
                            CodeMessages.class.getClassLoader(),
                            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))));

    private CodeMessages() {}

    /** The first language of these that is known; English if none is. */
    static Locale choose(List<Locale> languages) {
        for (Locale language : languages) {
            if (BUNDLES.containsKey(language.getLanguage())) {
                return Locale.of(language.getLanguage());
            }
        }
        return Locale.ENGLISH;
    }

    static String of(ErrorCode code, Locale language) {
        return Objects.requireNonNull(BUNDLES.get(language.getLanguage())).getString(code.code());
    }
}
