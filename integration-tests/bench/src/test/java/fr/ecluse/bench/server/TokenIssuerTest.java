package fr.ecluse.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenIssuerTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private TokenIssuer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = TokenIssuer.start();
    }

    @AfterEach
    void stop() {
        issuer.close();
        http.close();
    }

    @Test
    void theTokenIsSignedWithTheKeyThatTheDiscoveryDocumentLeadsTo() throws Exception {
        String url = issuer.settings().get("ecluse.policies.identity.issuers.bench.issuer");
        JsonNode discovery = get(url + "/.well-known/openid-configuration");
        JsonNode key = get(discovery.get("jwks_uri").asString()).get("keys").get(0);
        String[] parts = issuer.token().split("\\.", -1);

        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(publicKey(key));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

        assertThat(discovery.get("issuer").asString()).isEqualTo(url);
        assertThat(signature.verify(bytes(parts[2]))).isTrue();
        assertThat(JSON.readTree(bytes(parts[0])).get("kid")).isEqualTo(key.get("kid"));
        assertThat(JSON.readTree(bytes(parts[1])).get("iss").asString()).isEqualTo(url);
    }

    private JsonNode get(String url) throws Exception {
        return JSON.readTree(http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body());
    }

    private static PublicKey publicKey(JsonNode key) throws Exception {
        BigInteger modulus = new BigInteger(1, bytes(key.get("n").asString()));
        BigInteger exponent = new BigInteger(1, bytes(key.get("e").asString()));
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
