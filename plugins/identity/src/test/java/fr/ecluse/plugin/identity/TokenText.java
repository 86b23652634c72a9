package fr.ecluse.plugin.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;

/** Writes tokens, good ones and others. */
final class TokenText {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, Object> header = new TreeMap<>();
    private final Map<String, Object> claims = new TreeMap<>();

    /** Begins a token that a person's client got from this issuer for the gateway, five minutes long. */
    TokenText(String issuer, Instant now) {
        header("alg", "RS256").header("kid", TestKeys.FIRST.getKeyId()).header("typ", "JWT");
        claim("iss", issuer)
                .claim("sub", "f81d4fae")
                .claim("aud", "gateway")
                .claim("azp", "portal")
                .claim("typ", "Bearer")
                .claim("iat", now.getEpochSecond())
                .claim("exp", now.getEpochSecond() + 300);
    }

    /** Sets a header; null removes it. */
    TokenText header(String name, @Nullable Object value) {
        return set(header, name, value);
    }

    /** Sets a claim; null removes it. */
    TokenText claim(String name, @Nullable Object value) {
        return set(claims, name, value);
    }

    private TokenText set(Map<String, Object> members, String name, @Nullable Object value) {
        if (value == null) {
            members.remove(name);
        } else {
            members.put(name, value);
        }
        return this;
    }

    /** Signed by this key, by the algorithm that the header says; by RSA with SHA-256 if it says none for that key. */
    String signedBy(PublicJsonWebKey key) {
        if (key.getPrivateKey() instanceof ECPrivateKey) {
            return signed(key, "SHA256withECDSAinP1363Format");
        }
        return "PS256".equals(header.get("alg")) ? signed(key, "RSASSA-PSS") : signedByRsa(key);
    }

    /** Signed by RSA with SHA-256, whatever the header says. */
    String signedByRsa(PublicJsonWebKey key) {
        return signed(key, "SHA256withRSA");
    }

    private String signed(PublicJsonWebKey key, String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key.getPrivateKey());
            signature.update(signedPart().getBytes(StandardCharsets.US_ASCII));
            return signedPart() + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Without a signature. */
    String unsigned() {
        return signedPart() + ".";
    }

    /** With a HMAC whose secret is the public key, which everybody knows. */
    String withHmacOf(PublicJsonWebKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getPublicKey().getEncoded(), "HmacSHA256"));
            byte[] hash = mac.doFinal(signedPart().getBytes(StandardCharsets.US_ASCII));
            return signedPart() + "." + BASE64.encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String signedPart() {
        return part(header) + "." + part(claims);
    }

    private static String part(Map<String, Object> members) {
        return BASE64.encodeToString(JsonUtil.toJson(members).getBytes(StandardCharsets.UTF_8));
    }
}
