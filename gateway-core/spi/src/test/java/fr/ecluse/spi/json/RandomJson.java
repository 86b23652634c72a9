package fr.ecluse.spi.json;

import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonLiteral;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import fr.ecluse.spi.json.JsonValue.Literal;
import fr.ecluse.spi.json.JsonValue.Member;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Writes random documents in random style, and knows the tree and the place of every value without parsing. */
final class RandomJson {

    private static final int DEEPEST = 5;
    private static final String[] WHITE_SPACE = {"", "", "", " ", "\n", "\t ", "\r\n"};
    private static final String[] CHARACTERS = {
        "a", "Z", "0", " ", "é", "€", "😀", "{", "}", "[", "]", ",", ":", "//", "\u007f", "\u2028"
    };
    private static final String[][] ESCAPED = {
        {"\\\"", "\""},
        {"\\\\", "\\"},
        {"\\/", "/"},
        {"\\n", "\n"},
        {"\\u0000", "\u0000"},
        {"\\u00e9", "é"},
        {"\\uD83D\\uDE00", "😀"},
        {"\\ud800", "\ud800"}, // the last one: not for names
    };
    private static final String[] NUMBERS = {
        "0", "-0", "7", "-12", "3.25", "1e5", "-2.5E-3", "123456789012345678901234567890", "1e-400"
    };

    private final Random random;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    RandomJson(Random random) {
        this.random = random;
    }

    /** What was written so far. */
    byte[] bytes() {
        return out.toByteArray();
    }

    /** Writes a document of any kind. */
    JsonValue document() {
        space();
        JsonValue root = value(0);
        space();
        return root;
    }

    /** Writes a document that is an object. */
    JsonObject object() {
        space();
        JsonObject root = object(0);
        space();
        return root;
    }

    private JsonValue value(int depth) {
        return switch (random.nextInt(depth < DEEPEST ? 7 : 4)) {
            case 0, 1 -> string();
            case 2 -> number();
            case 3 -> literal();
            case 4, 5 -> object(depth);
            default -> array(depth);
        };
    }

    private JsonObject object(int depth) {
        int start = write("{");
        Map<String, Member> members = new LinkedHashMap<>();
        int count = random.nextInt(5);
        space();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                write(",");
                space();
            }
            int nameStart = out.size();
            String name = quoted("n" + i, ESCAPED.length - 1); // the number makes it unlike its neighbours
            space();
            write(":");
            space();
            members.put(name, new Member(nameStart, value(depth + 1)));
            space();
        }
        write("}");
        return new JsonObject(start, out.size(), members);
    }

    private JsonArray array(int depth) {
        int start = write("[");
        List<JsonValue> items = new ArrayList<>();
        int count = random.nextInt(5);
        space();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                write(",");
                space();
            }
            items.add(value(depth + 1));
            space();
        }
        write("]");
        return new JsonArray(start, out.size(), items);
    }

    private JsonString string() {
        int start = out.size();
        String text = quoted("", ESCAPED.length);
        return new JsonString(start, out.size(), text);
    }

    private String quoted(String begin, int escapes) {
        StringBuilder text = new StringBuilder(begin);
        write("\"" + begin);
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(3) == 0) {
                String[] escaped = ESCAPED[random.nextInt(escapes)];
                write(escaped[0]);
                text.append(escaped[1]);
            } else {
                String character = CHARACTERS[random.nextInt(CHARACTERS.length)];
                write(character);
                text.append(character);
            }
        }
        write("\"");
        return text.toString();
    }

    private JsonNumber number() {
        String text = NUMBERS[random.nextInt(NUMBERS.length)];
        int start = write(text);
        return new JsonNumber(start, out.size(), text);
    }

    private JsonLiteral literal() {
        Literal kind = Literal.values()[random.nextInt(Literal.values().length)];
        int start = write(kind.name().toLowerCase(Locale.ROOT));
        return new JsonLiteral(start, out.size(), kind);
    }

    private void space() {
        write(WHITE_SPACE[random.nextInt(WHITE_SPACE.length)]);
    }

    /** Writes, and says where it began. */
    private int write(String text) {
        int start = out.size();
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return start;
    }
}
