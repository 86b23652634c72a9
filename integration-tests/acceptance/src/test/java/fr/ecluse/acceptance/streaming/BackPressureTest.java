package fr.ecluse.acceptance.streaming;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A caller that does not read holds the upstream back; the gateway does not store what it cannot deliver. */
@OnSharedTestBed
class BackPressureTest {

    /** About 30 MB of events, several times what the system's own socket buffers take. */
    private static final int TOKENS = 120_000;

    private static final int SMALL_BUFFER = 128 * 1024;

    private final GatewayProcess gateway;
    private final SimulatorProcess simulator;

    BackPressureTest(GatewayProcess gateway, SimulatorProcess simulator) {
        this.gateway = gateway;
        this.simulator = simulator;
    }

    @Test
    void upstreamWaitsForACallerThatDoesNotReadAndThenGoesOn() throws IOException {
        String id = RequestIds.next();
        try (RawClient client = RawClient.connect(gateway.url(), SMALL_BUFFER)) {
            client.post(
                    Chats.PATH,
                    gateway.key(DemoKey.AGENT),
                    Chats.streamed("sim-chat", "Raconte.", "\"tokens\":" + TOKENS + ",\"tokens_per_second\":0"),
                    "X-Request-Id: " + id);

            int sentUnread = eventsSentOnceNothingMoves(id);
            assertThat(sentUnread).isPositive().isLessThan(TOKENS / 2);

            assertThat(client.readHead().status()).isEqualTo(200);
            List<String> data = Events.data(new String(client.readRest(), StandardCharsets.UTF_8));
            assertThat(data).hasSizeGreaterThan(TOKENS);
            assertThat(Events.isDone(data.getLast())).isTrue();
        }
        assertThat(simulator.journal().one(id).cancelled()).isFalse();
    }

    private int eventsSentOnceNothingMoves(String id) {
        AtomicInteger before = new AtomicInteger(-1);
        await("the upstream to wait")
                .pollInterval(ofMillis(500))
                .until(
                        () -> simulator.journal().of(id).stream()
                                .mapToInt(entry -> entry.eventsSent())
                                .sum(),
                        sent -> sent > 0 && before.getAndSet(sent) == sent);
        return before.get();
    }
}
