package fr.ecluse.plugin.identity;

import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads an issuer's keys from where its discovery document or the configuration says. Thread-safe. */
final class KeyReader {

    private static final long MAX_DOCUMENT = 1024 * 1024;
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final HttpClient http;
    private final String issuer;
    private final IssuerKeyOptions options;

    /**
     * @param http follows no redirects
     */
    KeyReader(HttpClient http, String issuer, IssuerKeyOptions options) {
        this.http = http;
        this.issuer = issuer;
        this.options = options;
    }

    /**
     * Reads the keys as they are now.
     *
     * @throws IOException that says why it cannot be done
     */
    KeySet read() throws IOException, InterruptedException {
        Optional<URI> configured = options.jwksUri().map(TrustedUrl::parse);
        byte[] keys = get(configured.isPresent() ? configured.get() : discovered());
        try {
            return KeySet.parse(new String(keys, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private URI discovered() throws IOException, InterruptedException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        byte[] document = get(TrustedUrl.parse(base + DISCOVERY));
        try {
            if (!(JsonDocument.parse(document).root() instanceof JsonObject metadata)) {
                throw new IOException("the discovery document is no JSON object");
            }
            if (!metadata.text("issuer").equals(Optional.of(issuer))) {
                throw new IOException("the discovery document is that of another issuer");
            }
            return TrustedUrl.parse(metadata.text("jwks_uri")
                    .orElseThrow(() -> new IOException("the discovery document has no jwks_uri")));
        } catch (MalformedJsonException | IllegalArgumentException e) {
            throw new IOException("the discovery document cannot be used: " + e.getMessage(), e);
        }
    }

    private byte[] get(URI document) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(document)
                .header("Accept", "application/json")
                .timeout(options.timeout())
                .build();
        CompletableFuture<HttpResponse<byte[]>> call =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_DOCUMENT));
        try {
            // The request's own timeout ends with the head of the answer, and a body may take for ever.
            HttpResponse<byte[]> answer = call.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException(document + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (ExecutionException e) {
            throw new IOException(document + " cannot be read: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(document + " did not answer within " + options.timeout(), e);
        } finally {
            call.cancel(true);
        }
    }
}
