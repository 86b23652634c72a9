package fr.ecluse.plugin.access.engine;

import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonLiteral;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The form of a JSON document of which OPA's signatures hold the hash: no white space, members by the bytes of their names,
 * numbers as written, strings as Go's encoder writes them.
 */
final class CanonicalJson {

    private static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private CanonicalJson() {}

    static byte[] of(JsonValue value) {
        CanonicalJson canonical = new CanonicalJson();
        canonical.write(value);
        return canonical.out.toByteArray();
    }

    private void write(JsonValue value) {
        switch (value) {
            case JsonObject object -> {
                List<String> names =
                        object.members().keySet().stream().sorted(BY_BYTES).toList();
                String before = "{";
                for (String name : names) {
                    put(before);
                    string(name);
                    put(":");
                    write(object.get(name).orElseThrow());
                    before = ",";
                }
                put(names.isEmpty() ? "{}" : "}");
            }
            case JsonArray array -> {
                String before = "[";
                for (JsonValue item : array.items()) {
                    put(before);
                    write(item);
                    before = ",";
                }
                put(array.items().isEmpty() ? "[]" : "]");
            }
            case JsonString string -> string(string.text());
            case JsonNumber number -> put(number.text());
            case JsonLiteral literal -> put(literal.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    private void string(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> character(quoted, (char) c));
        put(quoted.append('"').toString());
    }

    private static void character(StringBuilder quoted, char c) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x2028 || c == 0x2029) {
                    quoted.append("\\u%04x".formatted((int) c));
                } else {
                    quoted.append(c);
                }
            }
        }
    }

    private void put(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
