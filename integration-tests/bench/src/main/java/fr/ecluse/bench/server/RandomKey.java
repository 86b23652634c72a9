package fr.ecluse.bench.server;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes the keys that callers show; each run has new ones. */
final class RandomKey {
    private static final int BYTES = 32;

    private RandomKey() {}

    static String startingWith(String prefix) {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
