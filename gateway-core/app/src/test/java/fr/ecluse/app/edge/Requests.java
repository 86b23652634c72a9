package fr.ecluse.app.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The requests of the data files, as names and bytes. */
final class Requests {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(r|n|t|x([0-9a-f]{2}))");

    private Requests() {}

    static Stream<Arguments> malformed() {
        return read("malformed.txt");
    }

    static Stream<Arguments> wellFormed() {
        return read("wellformed.txt");
    }

    private static Stream<Arguments> read(String file) {
        try (InputStream in = Requests.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + file);
            }
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 2))
                    .map(parts -> Arguments.of(parts[0], unescape(parts[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group(1)) {
                            case "r" -> "\r";
                            case "n" -> "\n";
                            case "t" -> "\t";
                            default -> String.valueOf((char) Integer.parseInt(match.group(2), 16));
                        }))
                .getBytes(ISO_8859_1);
    }
}
