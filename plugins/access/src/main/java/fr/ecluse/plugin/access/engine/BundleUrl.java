package fr.ecluse.plugin.access.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bundle on a web server, asked for with its ETag so that nothing is sent twice. */
final class BundleUrl implements BundleSource {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI url;
    private @Nullable String etag;
    private byte @Nullable [] last;

    BundleUrl(HttpClient client, URI url) {
        this.client = client;
        this.url = url;
    }

    @Override
    public Optional<Map<String, byte[]>> next() throws BadBundleException, IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(LIMIT);
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() == 304) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        etag = answer.headers().firstValue("ETag").orElse(null);
        if (Arrays.equals(last, answer.body())) {
            return Optional.empty(); // from a server without ETags
        }
        last = answer.body();
        return Optional.of(BundleArchive.unpack(answer.body()));
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
