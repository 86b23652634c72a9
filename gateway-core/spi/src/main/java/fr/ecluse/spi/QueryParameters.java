package fr.ecluse.spi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a query, decoded as forms are: {@code &} between pairs, {@code +} for a space, escapes in UTF-8.
 * Source: WHATWG URL Standard, section 5.1, but for broken escapes, which it lets pass. Immutable.
 */
public final class QueryParameters {

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads a query as it stands in the request's target, without the question mark.
     *
     * @throws IllegalArgumentException if an escape is broken or the result is not UTF-8
     */
    public static QueryParameters parse(String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
            }
        }
        return new QueryParameters(values);
    }

    /** The values by name, both in the order written. */
    public Map<String, List<String>> asMap() {
        return Collections.unmodifiableMap(values);
    }

    /** Every value of a parameter, none if it is absent. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(written.length);
        int at = 0;
        while (at < written.length) {
            switch (written[at]) {
                case '%' -> {
                    bytes.put((byte) (hex(written, at + 1) << 4 | hex(written, at + 2)));
                    at += 3;
                }
                case '+' -> {
                    bytes.put((byte) ' ');
                    at++;
                }
                default -> bytes.put(written[at++]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a query is escaped UTF-8", e);
        }
    }

    private static int hex(byte[] text, int at) {
        int digit = at < text.length ? Character.digit(text[at], 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("a broken escape in a query");
        }
        return digit;
    }

    @Override
    public String toString() {
        return values.keySet().toString(); // names only: values may be secrets
    }
}
