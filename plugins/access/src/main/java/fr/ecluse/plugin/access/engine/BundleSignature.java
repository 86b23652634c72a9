package fr.ecluse.plugin.access.engine;

import fr.ecluse.spi.config.Secret;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import fr.ecluse.spi.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Who made a bundle, as {@code opa sign} puts it down: a token in {@code .signatures.json} that names every file with its
 * hash. See <a href="https://www.openpolicyagent.org/docs/management-bundles#signing">OPA's description</a>. Thread-safe.
 */
final class BundleSignature {

    private static final String FILE = ".signatures.json";

    /** Those of public keys; with a shared secret whoever checks could sign. */
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512);

    private static final Set<String> HASHES = Set.of("SHA-256", "SHA-384", "SHA-512");

    private final PublicKey key;

    /**
     * @param pem a public key of RSA or of an elliptic curve
     * @throws IllegalArgumentException if it is none
     */
    BundleSignature(Secret pem) {
        this.key = PublicKeys.ofPem(pem.reveal());
    }

    /**
     * Checks that the key's holder signed these files, all of them and no others.
     *
     * @param files of a bundle, by path
     * @throws BadBundleException if that is not so
     */
    void check(Map<String, byte[]> files) throws BadBundleException {
        Set<String> unsigned = new HashSet<>(files.keySet());
        unsigned.remove(FILE);
        for (JsonValue entry : listed(token(files))) {
            if (!(entry instanceof JsonObject file)) {
                throw new BadBundleException("its signature lists something that is no file");
            }
            String name = file.text("name").orElse("");
            byte[] content = files.get(name);
            if (content == null || !unsigned.remove(name)) {
                throw new BadBundleException("its signature lists files that are not there, or lists one twice");
            }
            if (!HexFormat.of()
                    .formatHex(hash(file.text("algorithm").orElse(""), name, content))
                    .equals(file.text("hash").orElse(""))) {
                throw new BadBundleException("a file is not the one that was signed");
            }
        }
        if (!unsigned.isEmpty()) {
            throw new BadBundleException("it has files that were not signed");
        }
    }

    private static String token(Map<String, byte[]> files) throws BadBundleException {
        byte[] signatures = files.get(FILE);
        if (signatures == null) {
            throw new BadBundleException("it is not signed");
        }
        if (json(signatures) instanceof JsonObject object
                && object.get("signatures").orElse(null) instanceof JsonArray tokens
                && tokens.items().size() == 1
                && tokens.items().getFirst() instanceof JsonString token) {
            return token.text();
        }
        throw new BadBundleException("its " + FILE + " does not hold one signature");
    }

    private List<JsonValue> listed(String token) throws BadBundleException {
        String payload;
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(ALGORITHMS);
            signature.setCompactSerialization(token);
            signature.setKey(key);
            if (!signature.verifySignature()) {
                throw new BadBundleException("its signature is not of the configured key");
            }
            payload = signature.getPayload();
        } catch (JoseException e) {
            throw new BadBundleException("its signature cannot be checked", e);
        }
        if (json(payload.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject object
                && object.get("files").orElse(null) instanceof JsonArray files) {
            return files.items();
        }
        throw new BadBundleException("its signature lists no files");
    }

    private static byte[] hash(String algorithm, String name, byte[] content) throws BadBundleException {
        if (!HASHES.contains(algorithm)) {
            throw new BadBundleException("its signature uses a hash that is not accepted");
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            String fileName = name.substring(name.lastIndexOf('/') + 1);
            boolean structured = fileName.equals("data.json") || fileName.equals(".manifest");
            return digest.digest(structured ? CanonicalJson.of(json(content)) : content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-2", e);
        }
    }

    private static JsonValue json(byte[] bytes) throws BadBundleException {
        try {
            return JsonDocument.parse(bytes).root();
        } catch (MalformedJsonException e) {
            throw new BadBundleException("one of its files is no JSON", e);
        }
    }
}
