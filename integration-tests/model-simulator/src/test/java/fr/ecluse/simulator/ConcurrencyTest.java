package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.chat;
import static fr.ecluse.simulator.Requests.sim;
import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConcurrencyTest {
    private static final int STREAMS = 500;

    @RegisterExtension
    static final RunningSimulator OVER_HTTP1 = RunningSimulator.withClient(HttpClient.Version.HTTP_1_1);

    @RegisterExtension
    static final RunningSimulator OVER_HTTP2 = RunningSimulator.withClient(HttpClient.Version.HTTP_2);

    static List<Named<RunningSimulator>> simulators() {
        return List.of(Named.of("HTTP/1.1", OVER_HTTP1), Named.of("HTTP/2", OVER_HTTP2));
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void fiveHundredStreamsAreWholeAndTheirOwn(RunningSimulator simulator) throws Exception {
        // Given a connection, so that over HTTP/2 all streams share it
        simulator.get("/v1/models");
        // When 500 clients each stream a text of their own, all at the same time
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, STREAMS)
                .mapToObj(i -> simulator
                        .http()
                        .sendAsync(simulator.posting(CHAT, request(i).encode()), HttpResponse.BodyHandlers.ofString()))
                .toList();
        await().atMost(Duration.ofSeconds(10)).until(() -> simulator.inFlight() == STREAMS);
        // Then each gets its own, in order and whole
        for (int i = 0; i < STREAMS; i++) {
            List<ServerEvent> events =
                    ServerEvent.parse(answers.get(i).get(30, TimeUnit.SECONDS).body());
            StringBuilder text = new StringBuilder();
            events.subList(0, events.size() - 1)
                    .forEach(event -> text.append(event.delta().getString("content", "")));
            assertThat(text.toString()).isEqualTo(text(i));
            assertThat(events.getLast().isDone()).isTrue();
        }
        await().until(() -> simulator.inFlight() == 0);
        assertThat(simulator.recorded().stream()
                        .filter(entry -> entry.getString("path").equals(CHAT)))
                .hasSize(STREAMS)
                .allSatisfy(entry -> assertThat(entry.getBoolean("cancelled")).isFalse());
    }

    private static String text(int i) {
        return "stream %d says so; ".formatted(i).repeat(4);
    }

    private static JsonObject request(int i) {
        return chat("sim-echo", text(i))
                .put("stream", true)
                .put("sim", sim("tokens_per_second", 10).put("first_token_ms", 3_000));
    }
}
