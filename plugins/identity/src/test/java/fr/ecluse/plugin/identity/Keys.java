package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keys for tests. */
final class Keys {

    private Keys() {}

    /** The whole key of an id. */
    static String key(String id) {
        return "ecl_" + id + "_" + secret(id);
    }

    static String secret(String id) {
        return sha256("secret of " + id);
    }

    /** Options for one key, valid until the instant, if one is given. */
    static ApiKeyOptions options(String id, Optional<String> expires) {
        return new ApiKeyOptions(
                sha256(key(id)),
                Subject.Type.WORKLOAD,
                "interior",
                Sensitivity.USUAL,
                Optional.of("dtnum"),
                Optional.of("FR"),
                Set.of("staff"),
                Set.of("caller"),
                Optional.of("portal"),
                expires);
    }

    /** The keys of the data file; the clock of tests stands at 2026-01-31T12:00:00Z. */
    static IdentityOptions all() {
        return new IdentityOptions(Map.of(
                "agent", options("agent", Optional.empty()),
                "dr", options("dr", Optional.empty()),
                "fresh", options("fresh", Optional.of("2026-01-31T12:00:01Z")),
                "old", options("old", Optional.of("2026-01-31T12:00:00Z"))));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
