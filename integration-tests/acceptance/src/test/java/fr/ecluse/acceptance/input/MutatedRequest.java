package fr.ecluse.acceptance.input;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A sound request to which chance did one to four things. The same seed gives the same request.
 *
 * @param path the operation
 */
record MutatedRequest(String path, String contentType, byte[] body) {

    private record Sound(String path, String body) {}

    private static final List<Sound> SOUND = List.of(
            new Sound(
                    "/v1/chat/completions",
                    "{\"model\":\"sim-echo\",\"messages\":[{\"role\":\"system\",\"content\":\"Sois bref.\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Où est l’écluse ?\"}]}],\"temperature\":0.5,\"max_tokens\":16,\"stop\":[\"x\"],\"metadata\":{\"a\":\"b\"}}"),
            new Sound(
                    "/v1/chat/completions",
                    "{\"model\":\"sim-echo\",\"stream\":true,\"stream_options\":{\"include_usage\":false},\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\"}}}}}],\"tool_choice\":\"auto\"}"),
            new Sound(
                    "/v1/completions",
                    "{\"model\":\"sim-echo\",\"prompt\":[\"a\",\"b\"],\"n\":1,\"logit_bias\":{\"50256\":-100}}"),
            new Sound(
                    "/v1/responses",
                    "{\"model\":\"sim-echo\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"hi\"}]}],\"stream\":true,\"reasoning\":{\"effort\":\"low\"}}"));

    private static final List<String> STRANGE = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e308",
            "1e999",
            "-0.0",
            "99999999999999999999",
            "\"\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "[[[[[[[[[[]]]]]]]]]]",
            "\"\\u0000\"",
            "{\"\":{\"\":[]}}",
            "[null,null]",
            "\"" + "x".repeat(3_000) + "\"");

    static MutatedRequest of(long seed) {
        Random random = new Random(seed);
        Sound sound = SOUND.get(random.nextInt(SOUND.size()));
        byte[] body = sound.body().getBytes(StandardCharsets.UTF_8);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            body = mutate(body, random);
        }
        String type = random.nextInt(50) == 0 ? "application/json; charset=latin1" : "application/json";
        return new MutatedRequest(sound.path(), type, body);
    }

    private static byte[] mutate(byte[] body, Random random) {
        if (body.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(body.length);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> splice(body, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 2 -> splice(body, at, at, new byte[] {(byte) random.nextInt(256)});
            case 3 -> splice(body, at, Math.min(body.length, at + 1 + random.nextInt(20)), new byte[0]);
            case 4 -> splice(body, at, at, Arrays.copyOfRange(body, at / 2, at));
            case 5 -> splice(body, at, at, "[{".repeat(1 + random.nextInt(200)).getBytes(StandardCharsets.US_ASCII));
            default -> replaceAValue(body, at, random);
        };
    }

    /** Puts something of another type where a value begins, which keeps the whole well formed more often than not. */
    private static byte[] replaceAValue(byte[] body, int from, Random random) {
        int colon = from;
        while (colon < body.length && body[colon] != ':') {
            colon++;
        }
        int end = colon + 1;
        while (end < body.length && body[end] != ',' && body[end] != '}') {
            end++;
        }
        byte[] value = STRANGE.get(random.nextInt(STRANGE.size())).getBytes(StandardCharsets.UTF_8);
        return splice(body, Math.min(colon + 1, body.length), Math.min(end, body.length), value);
    }

    private static byte[] splice(byte[] body, int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(body, 0, from);
        out.writeBytes(middle);
        out.write(body, to, body.length - to);
        return out.toByteArray();
    }
}
