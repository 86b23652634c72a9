package fr.ecluse.acceptance.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** New keys, made as the launcher makes them; the gateway gets their hashes only. */
final class DemoKeys {

    private static final int SECRET_BYTES = 32;

    private final Map<DemoKey, String> keys = new EnumMap<>(DemoKey.class);

    DemoKeys() {
        SecureRandom random = new SecureRandom();
        for (DemoKey key : DemoKey.values()) {
            byte[] secret = new byte[SECRET_BYTES];
            random.nextBytes(secret);
            keys.put(key, "ecl_" + key.id() + "_" + HexFormat.of().formatHex(secret));
        }
    }

    String of(DemoKey key) {
        return java.util.Objects.requireNonNull(keys.get(key));
    }

    /** The option that tells a gateway the hash of a key. */
    String option(DemoKey key) {
        return "-Decluse.policies.identity.keys." + key.id() + ".sha256=" + sha256(of(key));
    }

    private static String sha256(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
