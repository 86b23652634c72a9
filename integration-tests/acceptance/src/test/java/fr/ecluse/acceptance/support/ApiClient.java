package fr.ecluse.acceptance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A plain HTTP client of one server. Each request gets an id of its own. Safe for use by several threads. */
public final class ApiClient {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final URI server;
    private final Optional<String> key;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    ApiClient(URI server, Optional<String> key) {
        this.server = server;
        this.key = key;
    }

    public ApiAnswer get(String path, String... headers) {
        return send("GET", path, Optional.empty(), headers);
    }

    /**
     * Posts a JSON document.
     *
     * @param headers names and values in turn; one that is also set by itself replaces that
     */
    public ApiAnswer post(String path, String json, String... headers) {
        return send("POST", path, Optional.of(json), headers);
    }

    /** Sends a request with any method. */
    public ApiAnswer send(String method, String path, Optional<String> json, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(LIMIT).header("X-Request-Id", RequestIds.next());
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        json.ifPresent(_ -> request.header("Content-Type", "application/json"));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        request.method(
                method,
                json.map(text -> BodyPublishers.ofString(text, StandardCharsets.UTF_8))
                        .orElseGet(BodyPublishers::noBody));
        try {
            return ApiAnswer.of(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
