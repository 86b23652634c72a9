package fr.ecluse.spi.error;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The texts that a plugin says to callers, from properties files beside a class: {@code <name>.properties} in English
 * and {@code <name>_<language>.properties} for every other of {@link Languages#SPOKEN}, in UTF-8. Immutable.
 *
 * <p>The texts are patterns of {@link MessageFormat}, so an apostrophe is written {@code ’} or doubled.
 */
public final class Messages {

    private final Map<String, Properties> byLanguage;

    private Messages(Map<String, Properties> byLanguage) {
        this.byLanguage = byLanguage;
    }

    /**
     * Reads the texts.
     *
     * @param owner a class beside which the files stand
     * @param name the name of the English file, without {@code .properties}
     * @throws IllegalArgumentException if a file is missing, or has other keys than the English one
     */
    public static Messages of(Class<?> owner, String name) {
        Properties english = read(owner, name + ".properties");
        Map<String, Properties> byLanguage = new HashMap<>();
        for (String language : Languages.SPOKEN) {
            Properties texts = language.equals("en") ? english : read(owner, name + "_" + language + ".properties");
            if (!texts.keySet().equals(english.keySet())) {
                throw new IllegalArgumentException("the texts '" + name + "' differ between en and " + language);
            }
            byLanguage.put(language, texts);
        }
        return new Messages(Map.copyOf(byLanguage));
    }

    private static Properties read(Class<?> owner, String file) {
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + file + " beside " + owner.getName());
            }
            Properties texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A text that is said in the caller's language.
     *
     * @param arguments what the places of the pattern stand for, put in as {@link String#valueOf(Object)} writes them;
     *     never text of the request
     * @throws IllegalArgumentException if there is no such key
     */
    public LocalizedText text(String key, Object... arguments) {
        if (!texts(Locale.ENGLISH).containsKey(key)) {
            throw new IllegalArgumentException("no text '" + key + "'");
        }
        Object[] words = Arrays.stream(arguments).map(String::valueOf).toArray();
        return language -> new MessageFormat(texts(language).getProperty(key), Locale.ROOT).format(words);
    }

    private Properties texts(Locale language) {
        Properties texts = byLanguage.get(language.getLanguage());
        return texts == null ? texts(Locale.ENGLISH) : texts;
    }
}
