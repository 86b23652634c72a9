package fr.ecluse.acceptance.edge;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A client with connections and TLS sessions of its own. */
final class TlsClient implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http;

    private TlsClient(HttpClient http) {
        this.http = http;
    }

    /**
     * One that trusts an authority alone.
     *
     * @param shown what it shows where the server asks for a certificate, of whatever authority
     * @param protocols the versions of TLS that it speaks, such as {@code TLSv1.2}; all of the JDK's if none is named
     */
    static TlsClient of(TestAuthority trusted, Optional<TestCertificate> shown, String... protocols)
            throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("trusted", trusted.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                shown.map(ShownCertificate::new).stream().toArray(KeyManager[]::new), trust.getTrustManagers(), null);
        HttpClient.Builder builder = HttpClient.newBuilder().sslContext(context).connectTimeout(LIMIT);
        if (protocols.length > 0) {
            builder.sslParameters(new SSLParameters(null, protocols));
        }
        return new TlsClient(builder.build());
    }

    HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).timeout(LIMIT).build(), BodyHandlers.ofString());
    }

    /** Lists models on the public port, by a key. */
    HttpResponse<String> models(GatewayProcess gateway) throws IOException, InterruptedException {
        return http.send(request(gateway, "/v1/models").build(), BodyHandlers.ofString());
    }

    /** Asks for a chat completion. */
    HttpResponse<String> chat(GatewayProcess gateway, String body) throws IOException, InterruptedException {
        return http.send(post(gateway, body).build(), BodyHandlers.ofString());
    }

    /** Asks for a chat completion under a request id, and reads no more than its head. */
    HttpResponse<InputStream> stream(GatewayProcess gateway, String id, String body)
            throws IOException, InterruptedException {
        return http.send(post(gateway, body).header("X-Request-Id", id).build(), BodyHandlers.ofInputStream());
    }

    private static HttpRequest.Builder post(GatewayProcess gateway, String body) {
        return request(gateway, Chats.PATH)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder request(GatewayProcess gateway, String path) {
        return HttpRequest.newBuilder(gateway.url().resolve(path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + gateway.key(DemoKey.AGENT));
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
