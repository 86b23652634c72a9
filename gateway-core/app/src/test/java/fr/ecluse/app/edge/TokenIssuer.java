package fr.ecluse.app.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** An issuer of tokens on loopback, and an application that trusts it and asks its callers for certificates. */
@SuppressWarnings("NullAway.Init") // Quarkus calls start first.
public final class TokenIssuer implements QuarkusTestResourceLifecycleManager {

    private HttpServer server;
    private RsaJsonWebKey key;
    private TestCertificate gateway;
    private TestCertificate client;
    private TestCertificate otherClient;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("tokens");
            gateway = TestCertificate.make(folder, "gateway");
            client = TestCertificate.make(folder, "client");
            otherClient = TestCertificate.make(folder, "other-client");
            key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("key");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/keys", this::answer);
            server.start();
            Map<String, String> configuration = new HashMap<>();
            String issuer = "ecluse.policies.identity.issuers.sso.";
            configuration.put(issuer + "issuer", url());
            configuration.put(issuer + "keys.jwks-uri", url() + "/keys");
            configuration.put(issuer + "tenant", "interior");
            configuration.put(issuer + "audiences", "gateway");
            configuration.put(issuer + "clearance", "usual");
            configuration.put(
                    "quarkus.tls.public.key-store.p12.path", gateway.store().toString());
            configuration.put("quarkus.tls.public.key-store.p12.password", TestCertificate.PASSWORD);
            configuration.put(
                    "quarkus.tls.public.trust-store.pem.certs", pem(folder, client) + "," + pem(folder, otherClient));
            configuration.put("quarkus.http.tls-configuration-name", "public");
            configuration.put("quarkus.http.test-ssl-port", "0");
            configuration.put("ecluse.edge.client-certificate", "request");
            return configuration;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | JoseException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] keys =
                new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, keys.length);
        exchange.getResponseBody().write(keys);
        exchange.close();
    }

    private static Path pem(Path folder, TestCertificate holder) throws IOException, GeneralSecurityException {
        String encoded =
                Base64.getMimeEncoder().encodeToString(holder.certificate().getEncoded());
        return Files.writeString(
                folder.resolve(holder.name() + ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    TestCertificate gateway() {
        return gateway;
    }

    TestCertificate client() {
        return client;
    }

    TestCertificate otherClient() {
        return otherClient;
    }

    /** A token for an audience. */
    String token(String audience) throws JoseException {
        return sign(claims(audience));
    }

    /** A token that is good with this certificate alone. */
    String tokenBoundTo(X509Certificate certificate) throws JoseException, GeneralSecurityException {
        JwtClaims claims = claims("gateway");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        claims.setClaim(
                "cnf",
                Map.of("x5t#S256", Base64.getUrlEncoder().withoutPadding().encodeToString(hash)));
        return sign(claims);
    }

    private JwtClaims claims(String audience) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(url());
        claims.setSubject("alice");
        claims.setAudience(audience);
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringClaim("typ", "Bearer");
        return claims;
    }

    private String sign(JwtClaims claims) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("RS256");
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        signature.setPayload(claims.toJson());
        return signature.getCompactSerialization();
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(TokenIssuer.class));
    }
}
