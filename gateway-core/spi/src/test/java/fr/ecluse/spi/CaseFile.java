package fr.ecluse.spi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cases that stand in a file beside a test: one in a line, fields separated by tabs, {@code #} for comments. A field
 * may hold {@code \xHH} for a byte, {@code \t}, {@code \n}, {@code \r} and {@code \\}.
 */
public final class CaseFile {

    private CaseFile() {}

    /** The cases of a file; each is its fields, undecoded. */
    public static Stream<List<String>> read(Class<?> test, String file) {
        try (InputStream in = test.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> Arrays.asList(line.split("\t+")))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a field means. */
    public static byte[] decode(String field) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\') {
                int end = Character.isHighSurrogate(c) ? i + 2 : i + 1;
                out.writeBytes(field.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
                continue;
            }
            char kind = field.charAt(++i);
            switch (kind) {
                case 'x' -> {
                    out.write(Integer.parseInt(field.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                case 't' -> out.write('\t');
                case 'n' -> out.write('\n');
                case 'r' -> out.write('\r');
                case '\\' -> out.write('\\');
                default -> throw new IllegalArgumentException("not an escape: \\" + kind);
            }
        }
        return out.toByteArray();
    }

    /** What a field means, as text. */
    public static String text(String field) {
        return new String(decode(field), StandardCharsets.UTF_8);
    }
}
