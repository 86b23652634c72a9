package fr.ecluse.acceptance.operations;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Events;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How a gateway ends, and what the next one on the same state finds. */
@OnSharedTestBed
class DrainTest {

    private static final int ENDED_BY_TERM = 143;

    private final SimulatorProcess simulator;

    DrainTest(SimulatorProcess simulator) {
        this.simulator = simulator;
    }

    @Test
    void gatewayThatIsAskedToEndFinishesWhatItHasBegun() throws Exception {
        String streamed = RequestIds.next();
        String plain = RequestIds.next();
        try (GatewayProcess gateway = start();
                RawClient client = RawClient.connect(gateway.url())) {
            client.post(
                    Chats.PATH,
                    gateway.key(DemoKey.AGENT),
                    Chats.streamed("sim-chat", "Raconte.", "\"tokens\":150"),
                    "X-Request-Id: " + streamed);
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(client.readEvent()).isPresent();
            CompletableFuture<ApiAnswer> whole = CompletableFuture.supplyAsync(() -> gateway.client(DemoKey.AGENT)
                    .post(
                            Chats.PATH,
                            Chats.with(Chats.plain("sim-chat", "Raconte."), "\"sim\":{\"tokens\":100}"),
                            "X-Request-Id",
                            plain));
            simulator.journal().await(plain, _ -> true);

            gateway.terminate();

            await("that nothing new is taken").pollInterval(ofMillis(50)).until(() -> !takesRequests(gateway));
            List<String> rest = Events.data(new String(client.readRest(), StandardCharsets.UTF_8));
            assertThat(Events.isDone(rest.getLast())).isTrue();
            assertThat(rest.stream().filter(data -> data.contains("\"finish_reason\":\"stop\"")))
                    .hasSize(1);
            assertThat(whole.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(gateway.awaitEnd()).isEqualTo(ENDED_BY_TERM);

            assertThat(gateway.state().resolve("ready")).doesNotExist();
            for (String id : List.of(streamed, plain)) {
                assertThat(gateway.usage().of(id))
                        .singleElement()
                        .satisfies(entry ->
                                assertThat(entry.path("result").asString()).isEqualTo("completed"));
            }
        }
    }

    @Test
    void gatewayAfterACrashGoesOnWithTheSameState() throws IOException {
        Path state;
        JsonNode before;
        try (GatewayProcess gateway = start()) {
            state = gateway.state();
            before = chat(gateway);
            gateway.kill();
        }
        assertThat(state.resolve("ready")).exists();
        Files.writeString(state.resolve("usage/usage.jsonl"), "{\"v\":1,\"id\":\"half a li", StandardOpenOption.APPEND);

        try (GatewayProcess gateway =
                GatewayProcess.builder().simulator(simulator).state(state).start()) {
            JsonNode after = chat(gateway);

            assertThat(after.path("subject").asString())
                    .isEqualTo(before.path("subject").asString());
            String ledger = gateway.usage().text();
            assertThat(ledger.lines()
                            .filter(line -> line.contains(before.path("id").asString())))
                    .hasSize(1);
            assertThat(ledger).doesNotContain("half a li");
        }
    }

    private static boolean takesRequests(GatewayProcess gateway) {
        try {
            return gateway.client(DemoKey.AGENT).get("/v1/models").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private GatewayProcess start() {
        return GatewayProcess.builder().simulator(simulator).start();
    }

    private static JsonNode chat(GatewayProcess gateway) {
        ApiAnswer answer = gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("sim-echo", "Bonjour"));
        assertThat(answer.status()).isEqualTo(200);
        return gateway.usage().await(answer.requestId());
    }
}
