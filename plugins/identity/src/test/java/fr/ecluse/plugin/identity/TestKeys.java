package fr.ecluse.plugin.identity;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Key pairs for the tests' issuers, made once, because that takes its time. */
final class TestKeys {

    /** Of the issuer. */
    static final PublicJsonWebKey FIRST = rsa("first", 2048);

    /** Of the issuer, after the first one. */
    static final PublicJsonWebKey SECOND = rsa("second", 2048);

    /** Of another realm. */
    static final PublicJsonWebKey OTHER = rsa("other", 2048);

    /** Too short to be good. */
    static final PublicJsonWebKey SHORT = rsa("short", 1024);

    static final PublicJsonWebKey CURVE = curve("curve");

    private TestKeys() {}

    private static PublicJsonWebKey rsa(String id, int bits) {
        try {
            PublicJsonWebKey key = RsaJwkGenerator.generateJwk(bits);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    private static PublicJsonWebKey curve(String id) {
        try {
            PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }
}
