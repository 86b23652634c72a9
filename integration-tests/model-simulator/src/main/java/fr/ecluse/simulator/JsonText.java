package fr.ecluse.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * JSON as bytes. JSON strings may hold half a surrogate pair, which UTF-8 cannot express: such a half is written as
 * its {@code \}{@code uXXXX} escape, so that an echo gives back what came in.
 */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** The document's bytes. */
    static Buffer encode(JsonObject document) {
        return utf8(document.encode());
    }

    /** The document's bytes. */
    static Buffer encode(JsonArray document) {
        return utf8(document.encode());
    }

    /** The text as the inside of a JSON string, safe to encode as UTF-8. */
    static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (needsEscape(text.charAt(i))) {
                return escapeFrom(text, i);
            }
        }
        return text;
    }

    private static boolean needsEscape(char c) {
        return c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
    }

    private static String escapeFrom(String text, int first) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (isPairAt(text, i)) {
                out.append(c).append(text.charAt(++i));
            } else if (needsEscape(c)) {
                appendUnicodeEscape(out, c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static Buffer utf8(String json) {
        for (int i = 0; i < json.length(); i++) {
            if (Character.isSurrogate(json.charAt(i))) {
                return Buffer.buffer(escapeLoneSurrogates(json, i).getBytes(StandardCharsets.UTF_8));
            }
        }
        return Buffer.buffer(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String escapeLoneSurrogates(String json, int first) {
        StringBuilder out = new StringBuilder(json.length() + 16).append(json, 0, first);
        for (int i = first; i < json.length(); i++) {
            char c = json.charAt(i);
            if (isPairAt(json, i)) {
                out.append(c).append(json.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                appendUnicodeEscape(out, c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isPairAt(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }

    private static void appendUnicodeEscape(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 0xf));
        }
    }
}
