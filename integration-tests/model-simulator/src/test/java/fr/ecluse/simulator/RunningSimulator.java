package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A simulator on a free port for the tests of a class, with a client. */
final class RunningSimulator implements BeforeAllCallback, AfterAllCallback {
    static final String CHAT = "/v1/chat/completions";
    static final String COMPLETIONS = "/v1/completions";
    static final String RESPONSES = "/v1/responses";
    static final String EMBEDDINGS = "/v1/embeddings";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String[] arguments;
    private final HttpClient http;
    private @Nullable SimulatorServer server;

    private RunningSimulator(HttpClient.Version version, String... arguments) {
        this.arguments = arguments;
        this.http = HttpClient.newBuilder().version(version).build();
    }

    static RunningSimulator withClient(HttpClient.Version version) {
        return new RunningSimulator(version, "--port=0");
    }

    static RunningSimulator withArguments(String... arguments) {
        return new RunningSimulator(HttpClient.Version.HTTP_1_1, arguments);
    }

    static RunningSimulator withDefaults() {
        return withClient(HttpClient.Version.HTTP_1_1);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = SimulatorServer.start(SimulatorOptions.parse(arguments));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        http.shutdownNow();
        server().close();
    }

    private SimulatorServer server() {
        return Objects.requireNonNull(server, "not started yet");
    }

    int port() {
        return server().port();
    }

    HttpClient http() {
        return http;
    }

    /** A request that a test completes itself. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server().url() + path)).timeout(TIMEOUT);
    }

    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) {
        return send(posting(path, body), BodyHandlers.ofString());
    }

    HttpRequest posting(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** The answer to a request that must succeed. */
    JsonObject answer(String path, JsonObject body) {
        HttpResponse<String> response = post(path, JsonText.encode(body).toString());
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return new JsonObject(response.body());
    }

    /** All events of a streamed answer that must succeed. */
    List<ServerEvent> events(String path, JsonObject body) {
        HttpResponse<String> response =
                post(path, body.copy().put("stream", true).encode());
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return ServerEvent.parse(response.body());
    }

    /** A streamed answer that the test reads as it comes. */
    InputStream open(String path, JsonObject body) {
        return send(posting(path, body.copy().put("stream", true).encode()), BodyHandlers.ofInputStream())
                .body();
    }

    /** What the simulator has recorded. */
    List<JsonObject> recorded() {
        JsonArray requests = new JsonArray(get("/sim/requests").body());
        return IntStream.range(0, requests.size())
                .mapToObj(requests::getJsonObject)
                .toList();
    }

    JsonObject lastRecorded() {
        return recorded().getLast();
    }

    /** Number of requests that are being answered. */
    int inFlight() {
        return new JsonObject(get("/sim/health").body()).getInteger("in_flight");
    }

    void clearRecords() {
        HttpResponse<String> response = send(request("/sim/requests").DELETE().build(), BodyHandlers.ofString());
        if (response.statusCode() != 204) {
            throw new AssertionError(response.statusCode());
        }
    }
}
