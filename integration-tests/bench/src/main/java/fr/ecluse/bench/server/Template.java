package fr.ecluse.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text file beside this class, with <code>${name}</code> where a value goes. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z-]+)}");

    private final String text;

    private Template(String text) {
        this.text = text;
    }

    static Template named(String name) {
        try (InputStream stream = Template.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no template " + name);
            }
            return new Template(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text as it stands, without the line break at its end. */
    String text() {
        return text.strip();
    }

    /**
     * @throws IllegalArgumentException if a place has no value
     */
    Path write(Path file, Map<String, String> values) throws IOException {
        String filled = PLACE.matcher(text).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no value for " + place.group());
            }
            return Matcher.quoteReplacement(value);
        });
        return Files.writeString(file, filled);
    }
}
