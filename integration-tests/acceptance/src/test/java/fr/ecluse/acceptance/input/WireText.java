package fr.ecluse.acceptance.input;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Turns the written form of a request, with escapes and placeholders, into the bytes that are sent. */
final class WireText {

    private static final Map<Character, Integer> ESCAPES = Map.of('r', 13, 'n', 10, 't', 9, '0', 0, '\\', 92);

    private WireText() {}

    /** The bytes of a case; {@code {key}} stands for an API key. */
    static byte[] bytes(String written, String key) {
        if (written.startsWith("{json:") && written.endsWith("}")) {
            byte[] body = plain(written.substring("{json:".length(), written.length() - 1), key);
            byte[] head = ("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                            + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(head);
            whole.writeBytes(body);
            return whole.toByteArray();
        }
        return plain(written, key);
    }

    private static byte[] plain(String written, String key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < written.length(); i++) {
            if (written.startsWith("{key}", i)) {
                out.writeBytes(key.getBytes(StandardCharsets.US_ASCII));
                i += "{key}".length() - 1;
            } else if (written.startsWith("{repeat:", i)) {
                int close = written.indexOf('}', written.indexOf(':', i + "{repeat:".length() + 1));
                int colon = written.lastIndexOf(':', close);
                byte[] text = plain(written.substring(i + "{repeat:".length(), colon), key);
                for (int times = Integer.parseInt(written.substring(colon + 1, close)); times > 0; times--) {
                    out.writeBytes(text);
                }
                i = close;
            } else if (written.charAt(i) == '\\' && i + 1 < written.length()) {
                i = escape(written, i + 1, out);
            } else {
                out.writeBytes(String.valueOf(written.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static int escape(String written, int at, ByteArrayOutputStream out) {
        char kind = written.charAt(at);
        if (kind == 'x') {
            out.write(Integer.parseInt(written.substring(at + 1, at + 3), 16));
            return at + 2;
        }
        Integer value = ESCAPES.get(kind);
        out.write(value == null ? kind : value);
        return at;
    }
}
