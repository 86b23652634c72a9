package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.chat;
import static fr.ecluse.simulator.Requests.sim;
import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CancellationTest {
    @RegisterExtension
    static final RunningSimulator OVER_HTTP1 = RunningSimulator.withClient(HttpClient.Version.HTTP_1_1);

    @RegisterExtension
    static final RunningSimulator OVER_HTTP2 = RunningSimulator.withClient(HttpClient.Version.HTTP_2);

    static List<Named<RunningSimulator>> simulators() {
        return List.of(Named.of("HTTP/1.1", OVER_HTTP1), Named.of("HTTP/2", OVER_HTTP2));
    }

    /** The last record, once it is there and says that the client left. */
    private static JsonObject cancelled(RunningSimulator simulator) {
        return await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(simulator::lastRecorded, entry -> entry.getBoolean("cancelled"));
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void aClientThatLeavesAStreamIsNoticed(RunningSimulator simulator) throws IOException {
        // Given a stream that has begun
        JsonObject request = chat("sim-chat", "x").put("sim", sim("tokens", 100_000));
        try (InputStream stream = simulator.open(CHAT, request)) {
            assertThat(stream.read()).isEqualTo('d');
        }
        // When the client has left, then that is recorded
        JsonObject entry = cancelled(simulator);
        assertThat(entry.getLong("finished_at")).isNotNull();
        assertThat(entry.getInteger("events_sent")).isPositive();
        // And nothing more is made
        await().during(Duration.ofMillis(200))
                .until(() ->
                        simulator.lastRecorded().getInteger("events_sent").equals(entry.getInteger("events_sent")));
        assertThat(simulator.inFlight()).isZero();
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void aClientThatLeavesBeforeTheFirstByteIsNoticed(RunningSimulator simulator) {
        for (String model : List.of("sim-hang", "sim-slow")) {
            // Given a request that is being thought about
            CompletableFuture<HttpResponse<String>> answer = simulator
                    .http()
                    .sendAsync(
                            simulator.posting(CHAT, chat(model, "x").encode()), HttpResponse.BodyHandlers.ofString());
            await().until(() -> simulator.inFlight() == 1);
            // When the client gives up
            answer.cancel(true);
            // Then
            JsonObject entry = cancelled(simulator);
            assertThat(entry.getValue("first_byte_at")).isNull();
            assertThat(entry.getValue("status")).isNull();
            assertThat(simulator.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void aClientThatLeavesADocumentIsNoticed(RunningSimulator simulator) throws IOException {
        // Given an answer that is larger than what all buffers between take
        JsonObject request = chat("sim-echo", "x").put("n", 3).put("sim", sim("text", "x".repeat(8 << 20)));
        try (InputStream document = simulator
                .send(simulator.posting(CHAT, request.encode()), HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            assertThat(document.read()).isEqualTo('{');
        }
        // When the client has left in the middle, then that is recorded
        assertThat(cancelled(simulator).getInteger("status")).isEqualTo(200);
        assertThat(simulator.inFlight()).isZero();
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void manyCancellationsAreNoAttack(RunningSimulator simulator) throws IOException {
        JsonObject request =
                chat("sim-chat", "x").put("sim", sim("tokens", 1_000).put("first_token_ms", 0));
        for (int i = 0; i < 300; i++) {
            try (InputStream stream = simulator.open(CHAT, request)) {
                assertThat(stream.read()).isEqualTo('d');
            }
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> simulator.inFlight() == 0);
        List<JsonObject> recorded = simulator.recorded();
        assertThat(recorded.subList(recorded.size() - 300, recorded.size()))
                .allSatisfy(entry -> assertThat(entry.getBoolean("cancelled")).isTrue());
    }
}
