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
import org.jspecify.annotations.Nullable;

/** The keys that the tests know. */
final class Keys {

    static final String SECRET = "0123456789abcdef".repeat(4);
    static final String AGENT = "ecl_agent_" + SECRET;
    static final String OLD = "ecl_old_" + SECRET;

    private Keys() {}

    static IdentityOptions options() {
        return options(Map.of("agent", key(AGENT, null), "old", key(OLD, "2020-01-01T00:00:00Z")));
    }

    static IdentityOptions options(Map<String, ApiKeyOptions> keys) {
        return new IdentityOptions(keys, Map.of(), 100);
    }

    static ApiKeyOptions key(String whole, @Nullable String expires) {
        return key(sha256(whole), "demo", "FR", expires);
    }

    static ApiKeyOptions key(String sha256, String tenant, @Nullable String country, @Nullable String expires) {
        return new ApiKeyOptions(
                sha256,
                Subject.Type.WORKLOAD,
                tenant,
                Sensitivity.USUAL,
                Optional.of("sg"),
                Optional.ofNullable(country),
                Set.of("agents"),
                Set.of("reader"),
                Optional.of("portal"),
                Optional.ofNullable(expires));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
