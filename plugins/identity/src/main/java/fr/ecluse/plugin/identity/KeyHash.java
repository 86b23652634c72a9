package fr.ecluse.plugin.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a whole key, which is all that is kept of it.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
record KeyHash(String hex) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    KeyHash {
        if (!SHA_256.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256"); // not said back: it may be the key itself
        }
    }

    /** The hash of a key. */
    static KeyHash of(String key) {
        return new KeyHash(HexFormat.of().formatHex(Sha256.digest().digest(key.getBytes(StandardCharsets.UTF_8))));
    }

    /** A hash as an operator wrote it. */
    static KeyHash written(String hex) {
        return new KeyHash(hex.toLowerCase(Locale.ROOT));
    }

    /** Compares in a time that does not tell how much of it is the same. */
    boolean matches(KeyHash other) {
        return MessageDigest.isEqual(
                hex.getBytes(StandardCharsets.US_ASCII), other.hex.getBytes(StandardCharsets.US_ASCII));
    }
}
