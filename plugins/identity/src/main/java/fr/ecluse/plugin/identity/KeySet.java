package fr.ecluse.plugin.identity;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The public keys for signatures that an issuer has published, by their ids. Immutable. */
final class KeySet {

    private static final String FOR_SIGNATURES = "sig";

    private final Map<String, IssuerKey> keys;

    private KeySet(Map<String, IssuerKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads a JWK Set (RFC 7517). Keys without id, for encryption, symmetric or of an unknown kind are left out.
     *
     * @throws IllegalArgumentException if it is none
     */
    static KeySet parse(String json) {
        Map<String, IssuerKey> keys = new HashMap<>();
        try {
            for (JsonWebKey key : new JsonWebKeySet(json).getJsonWebKeys()) {
                if (key instanceof PublicJsonWebKey asymmetric
                        && key.getKeyId() != null
                        && (key.getUse() == null || key.getUse().equals(FOR_SIGNATURES))) {
                    keys.putIfAbsent(
                            key.getKeyId(),
                            new IssuerKey(
                                    key.getKeyId(),
                                    asymmetric.getPublicKey(),
                                    Optional.ofNullable(key.getAlgorithm())));
                }
            }
        } catch (JoseException e) {
            throw new IllegalArgumentException("the issuer's keys are not a JWK Set", e);
        }
        return new KeySet(keys);
    }

    Optional<IssuerKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** Whether this very key is among them, not just its id. */
    boolean holds(IssuerKey key) {
        PublicKey same = find(key.id()).map(IssuerKey::key).orElse(null);
        return key.key().equals(same);
    }
}
