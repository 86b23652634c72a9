package fr.ecluse.plugin.identity;

import java.security.PublicKey;
import java.util.Optional;

/**
 * A public key that an issuer publishes.
 *
 * @param id its {@code kid}
 * @param algorithm the only one that it is for, where the issuer says so
 */
record IssuerKey(String id, PublicKey key, Optional<String> algorithm) {}
