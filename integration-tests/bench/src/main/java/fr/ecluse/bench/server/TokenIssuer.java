package fr.ecluse.bench.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** An issuer of tokens on loopback, of which a gateway reads the keys. Its one token is for the demo group. */
public final class TokenIssuer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY_ID = "bench";
    private static final String AUDIENCE = "bench";
    private static final String NAME = "ecluse.policies.identity.issuers.bench.";
    private static final int KEY_BITS = 2048;
    private static final int OK = 200;
    /** Longer than any run. */
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final HttpServer server;
    private final String token;

    private TokenIssuer(HttpServer server, KeyPair keys) throws GeneralSecurityException {
        this.server = server;
        publish("/.well-known/openid-configuration", Map.of("issuer", url(), "jwks_uri", url() + "/keys"));
        publish("/keys", Map.of("keys", List.of(publicKey((RSAPublicKey) keys.getPublic()))));
        this.token = sign(keys);
    }

    /** Starts one on a free port. */
    public static TokenIssuer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            TokenIssuer issuer = new TokenIssuer(server, generator.generateKeyPair());
            server.start();
            return issuer;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** The settings of a gateway that trusts it. */
    Map<String, String> settings() {
        return Map.of(
                NAME + "issuer",
                url(),
                NAME + "tenant",
                "demo",
                NAME + "audiences",
                AUDIENCE,
                NAME + "algorithms",
                "RS256");
    }

    /** A token signed with RS256, as large as those of usual issuers. */
    String token() {
        return token;
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void publish(String path, Map<String, Object> document) {
        byte[] body = JSON.writeValueAsBytes(document);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(OK, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static Map<String, String> publicKey(RSAPublicKey key) {
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY_ID,
                "n",
                base64(unsigned(key.getModulus())),
                "e",
                base64(unsigned(key.getPublicExponent())));
    }

    /** Without the byte that only says that the number is positive. */
    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private String sign(KeyPair keys) throws GeneralSecurityException {
        String header = part(Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID));
        String content = header + "." + part(claims());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + base64(signature.sign());
    }

    private Map<String, Object> claims() {
        Instant now = Instant.now();
        return Map.ofEntries(
                Map.entry("iss", url()),
                Map.entry("aud", List.of(AUDIENCE, "account")),
                Map.entry("sub", UUID.randomUUID().toString()),
                Map.entry("jti", UUID.randomUUID().toString()),
                Map.entry("typ", "Bearer"),
                Map.entry("azp", "assistant"),
                Map.entry("acr", "1"),
                Map.entry("scope", "openid profile"),
                Map.entry("iat", now.getEpochSecond()),
                Map.entry("exp", now.plus(LIFETIME).getEpochSecond()),
                Map.entry("clearance", "usual"),
                Map.entry("direction", "finances"),
                Map.entry("country", "FR"),
                Map.entry("groups", List.of("agents", "finances", "finances-budget", "staff")),
                Map.entry(
                        "realm_access",
                        Map.of("roles", List.of("default-roles", "offline_access", "uma_authorization"))));
    }

    private static String part(Map<String, Object> members) {
        return base64(JSON.writeValueAsBytes(members));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
