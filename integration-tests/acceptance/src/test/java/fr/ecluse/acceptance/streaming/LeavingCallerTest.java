package fr.ecluse.acceptance.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.JournalEntry;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Nobody computes for a caller who has left; what was made until then is on record. */
@OnSharedTestBed
class LeavingCallerTest {

    private static final long LIMIT_MILLIS = 1_000;
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final GatewayProcess gateway;
    private final SimulatorProcess simulator;

    LeavingCallerTest(GatewayProcess gateway, SimulatorProcess simulator) {
        this.gateway = gateway;
        this.simulator = simulator;
    }

    /** How a caller may leave. */
    private enum Way {
        CLOSE {
            @Override
            void leave(RawClient client) throws IOException {
                client.close();
            }
        },
        RESET {
            @Override
            void leave(RawClient client) throws IOException {
                client.reset();
            }
        };

        abstract void leave(RawClient client) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheAnswerOfAPlainRequest(Way way) throws IOException {
        String id = RequestIds.next();
        RawClient client = send(id, Chats.plain("sim-hang", "Bonjour"));
        simulator.journal().await(id, _ -> true);

        assertThatUpstreamIsLeft(id, leave(client, way));

        JsonNode usage = cancelledUsage(id);
        assertThat(usage.path("status").asInt()).isEqualTo(CLIENT_CLOSED_REQUEST);
        assertThat(usage.has("produced")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheFirstEvent(Way way) throws IOException {
        String id = RequestIds.next();
        RawClient client = send(id, Chats.streamed("sim-slow", "Bonjour", "\"early_headers\":true"));
        simulator.journal().await(id, _ -> true);

        assertThatUpstreamIsLeft(id, leave(client, way));

        assertThat(cancelledUsage(id).at("/produced/events").asInt()).isZero();
    }

    @Test
    void beforeTheHeadOfAStream() throws IOException {
        String id = RequestIds.next();
        RawClient client = send(id, Chats.streamed("sim-hang", "Bonjour"));
        simulator.journal().await(id, _ -> true);

        assertThatUpstreamIsLeft(id, leave(client, Way.CLOSE));

        cancelledUsage(id);
    }

    @ParameterizedTest
    @EnumSource
    void inTheMiddleOfAStream(Way way) throws IOException {
        String id = RequestIds.next();
        RawClient client = send(id, Chats.streamed("sim-chat", "Raconte.", "\"tokens\":3000,\"first_token_ms\":0"));
        assertThat(client.readHead().status()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(client.readEvent()).isPresent();
        }

        JournalEntry left = assertThatUpstreamIsLeft(id, leave(client, way));

        JsonNode usage = cancelledUsage(id);
        assertThat(usage.path("status").asInt()).isEqualTo(200);
        assertThat(usage.at("/produced/events").asInt()).isBetween(5, left.eventsSent());
        assertThat(usage.at("/produced/bytes").asInt()).isPositive();
        assertThat(usage.path("model").asString()).isEqualTo("sim-chat");
    }

    @Test
    void inTheMiddleOfTheRequest() throws IOException {
        String id = RequestIds.next();
        RawClient client = RawClient.connect(gateway.url());
        client.send("""
                POST /v1/chat/completions HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                X-Request-Id: %s\r
                Content-Length: 1000\r
                \r
                {"model":"sim-echo",""".formatted(gateway.key(DemoKey.AGENT), id).getBytes(StandardCharsets.US_ASCII));

        leave(client, Way.CLOSE);

        assertThat(gateway.usage().await(id).path("result").asString()).isNotEqualTo("completed");
        assertThat(simulator.journal().of(id)).isEmpty();
    }

    private RawClient send(String id, String body) throws IOException {
        RawClient client = RawClient.connect(gateway.url());
        client.post(Chats.PATH, gateway.key(DemoKey.AGENT), body, "X-Request-Id: " + id);
        return client;
    }

    /** The Unix milliseconds of the leave. */
    private static long leave(RawClient client, Way way) throws IOException {
        long now = System.currentTimeMillis();
        way.leave(client);
        return now;
    }

    private JournalEntry assertThatUpstreamIsLeft(String id, long left) {
        JournalEntry entry =
                simulator.journal().await(id, received -> received.finishedAt().isPresent());
        assertThat(entry.cancelled()).isTrue();
        assertThat(entry.finishedAt().orElseThrow() - left).isLessThan(LIMIT_MILLIS);
        return entry;
    }

    private JsonNode cancelledUsage(String id) {
        JsonNode usage = gateway.usage().await(id);
        assertThat(usage.path("result").asString()).isEqualTo("cancelled");
        return usage;
    }
}
