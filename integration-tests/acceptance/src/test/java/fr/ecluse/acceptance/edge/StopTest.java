package fr.ecluse.acceptance.edge;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Events;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How clients and load balancers notice that a gateway stops, and what becomes of a stream that would outlast it. */
@OnSharedTestBed
class StopTest {

    private static final int ENDED_BY_TERM = 143;

    private final SimulatorProcess simulator;

    StopTest(SimulatorProcess simulator) {
        this.simulator = simulator;
    }

    @Test
    void readinessTurnsWhileEverythingIsStillServed() throws Exception {
        try (GatewayProcess gateway = start("{ delay: 2s, timeout: 20s }");
                RawClient stream = stream(gateway, "\"tokens\":200,\"tokens_per_second\":50")) {
            URI url = gateway.url();
            URI managementUrl = gateway.managementUrl();

            gateway.terminate();

            await("that it is not ready").pollInterval(ofMillis(20)).until(() -> readiness(gateway) == 503);
            try (RawClient late = RawClient.connect(url)) {
                late.post(Chats.PATH, gateway.key(DemoKey.AGENT), Chats.plain("sim-echo", "Bonjour"));
                RawClient.Head head = late.readHead();
                assertThat(head.status()).isEqualTo(200);
                assertThat(head.headers()).containsEntry("connection", "close");
            }
            await("that nothing new is taken")
                    .pollInterval(ofMillis(50))
                    .until(() -> gateway.client(DemoKey.AGENT).get("/v1/models").status() == 503);
            List<String> rest = Events.data(new String(stream.readRest(), StandardCharsets.UTF_8));
            assertThat(Events.isDone(rest.getLast())).isTrue();
            assertThat(gateway.awaitEnd()).isEqualTo(ENDED_BY_TERM);
            for (URI port : List.of(url, managementUrl)) {
                assertThatThrownBy(() -> RawClient.connect(port).close()).isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void whatWouldOutlastTheStopEndsWithAnErrorBeforeIt() throws Exception {
        String plain = RequestIds.next();
        try (GatewayProcess gateway = start("{ delay: 0s, timeout: 2s }");
                RawClient stream = stream(gateway, "\"tokens\":3000,\"tokens_per_second\":50");
                RawClient waiting = RawClient.connect(gateway.url())) {
            waiting.post(
                    Chats.PATH,
                    gateway.key(DemoKey.AGENT),
                    Chats.plain("sim-hang", "Bonjour"),
                    "X-Request-Id: " + plain);
            simulator.journal().await(plain, _ -> true);
            long asked = System.nanoTime();

            gateway.terminate();

            assertThat(waiting.readHead().status()).isEqualTo(504);
            List<String> rest = Events.data(new String(stream.readRest(), StandardCharsets.UTF_8));
            assertThat(rest.getLast()).contains("upstream_timeout");
            assertThat(gateway.awaitEnd()).isEqualTo(ENDED_BY_TERM);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
            assertThat(gateway.usage().of(plain))
                    .singleElement()
                    .satisfies(
                            entry -> assertThat(entry.path("result").asString()).isEqualTo("failed"));
        }
    }

    private GatewayProcess start(String shutdown) {
        return GatewayProcess.builder()
                .simulator(simulator)
                .configuration("quarkus: { shutdown: " + shutdown + " }")
                .start();
    }

    /** A stream of which the first event has arrived. */
    private static RawClient stream(GatewayProcess gateway, String sim) throws IOException {
        RawClient client = RawClient.connect(gateway.url());
        client.post(
                Chats.PATH,
                gateway.key(DemoKey.AGENT),
                Chats.streamed("sim-chat", "Raconte.", sim),
                "X-Request-Id: " + RequestIds.next());
        assertThat(client.readHead().status()).isEqualTo(200);
        assertThat(client.readEvent()).isPresent();
        return client;
    }

    private static int readiness(GatewayProcess gateway) {
        return gateway.managementStranger().get("/q/health/ready").status();
    }
}
