package fr.ecluse.plugin.identity;

import fr.ecluse.spi.config.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Makes keys, {@code ecl_<id>_<secret>}: ids of 129 bits and secrets of 256, none of which can be guessed. */
final class KeyMint {

    private static final Pattern ISSUED = Pattern.compile("ecl_(k[a-z0-9]{25})_([0-9a-f]{64})");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 25;
    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** The pattern of what it makes; its first group is the id. */
    static Pattern form() {
        return ISSUED;
    }

    /** A new id. */
    String id() {
        StringBuilder id = new StringBuilder("k");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** A whole key with a new secret. */
    Secret key(String id) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new Secret("ecl_" + id + "_" + HexFormat.of().formatHex(secret));
    }
}
