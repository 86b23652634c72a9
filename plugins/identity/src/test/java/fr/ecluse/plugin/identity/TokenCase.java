package fr.ecluse.plugin.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file of tokens.
 *
 * @param header what is different in the header, as {@code name=value; …}; {@code -} for a value removes it
 * @param claims what is different in the claims
 * @param signer who signs
 * @param hint a word of the answer, where there is one
 */
record TokenCase(String what, String header, String claims, String signer, String hint) {

    private static final Pattern SECONDS = Pattern.compile("\\{now([+-]\\d+)}");

    static List<TokenCase> read(String file) {
        try (InputStream in = Objects.requireNonNull(TokenCase.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.stream((line + "|").split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .map(parts -> new TokenCase(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The token. */
    String token(TestIssuer issuer, TestIssuer stranger, Instant now) {
        TokenText token = new TokenText(issuer.url(), now);
        each(header, issuer, stranger, now, token::header);
        each(claims, issuer, stranger, now, token::claim);
        return switch (signer) {
            case "issuer" -> token.signedBy(TestKeys.FIRST);
            case "issuer by RSA" -> token.signedByRsa(TestKeys.FIRST);
            case "stranger" -> token.signedBy(TestKeys.OTHER);
            case "short" -> token.signedBy(TestKeys.SHORT);
            case "curve" -> token.signedBy(TestKeys.CURVE);
            case "nobody" -> token.unsigned();
            case "public key" -> token.withHmacOf(TestKeys.FIRST);
            default -> throw new AssertionError(signer);
        };
    }

    private static void each(
            String changes,
            TestIssuer issuer,
            TestIssuer stranger,
            Instant now,
            BiConsumer<String, @Nullable Object> change) {
        for (String part : changes.isEmpty() ? new String[0] : changes.split("; ")) {
            String[] nameAndValue = part.split("=", 2);
            String text = nameAndValue[1]
                    .replace("{issuer}", issuer.url())
                    .replace("{root}", issuer.root())
                    .replace("{stranger}", stranger.root());
            change.accept(nameAndValue[0], value(text, now));
        }
    }

    private static @Nullable Object value(String text, Instant now) {
        Matcher seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            return now.getEpochSecond() + Integer.parseInt(seconds.group(1));
        }
        return switch (text) {
            case "-" -> null;
            case "[]" -> List.of();
            case "{long}" -> "n".repeat(10 * 1024);
            case "{crit}" -> List.of("urgent");
            case "{jwk}" -> TestKeys.OTHER.toParams(OutputControlLevel.PUBLIC_ONLY);
            case "{jkt}" -> Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
            case "{x5t}" -> Map.of("x5t#S256", "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0");
            default ->
                text.startsWith("[")
                        ? List.of(text.substring(1, text.length() - 1).split(","))
                        : text;
        };
    }

    @Override
    public String toString() {
        return what;
    }
}
