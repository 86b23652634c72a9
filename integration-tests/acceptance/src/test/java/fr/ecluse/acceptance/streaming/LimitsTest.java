package fr.ecluse.acceptance.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Events;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.JournalEntry;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.ScriptedUpstream;
import fr.ecluse.acceptance.support.SimulatorProcess;
import fr.ecluse.acceptance.support.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of time and size, made small: nobody makes the gateway wait or store without end. */
@OnSharedTestBed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {

    private static final String LIMITS = """
              egress:
                first-byte-timeout: 1s
                idle-timeout: 1s
                max-event: 64KB
                max-answer: 16MB
              http:
                max-body: 64KB
                body-timeout: 1s
                write-timeout: 1s
                total: 5s
            """;
    private static final String EVENT =
            "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private static final int SMALL_BUFFER = 8 * 1024;

    private final SimulatorProcess simulator;
    private final ScriptedUpstream upstream;

    @AutoClose
    private final GatewayProcess gateway;

    private final ApiClient agent;

    LimitsTest(SimulatorProcess simulator, ScriptedUpstream upstream) {
        this.simulator = simulator;
        this.upstream = upstream;
        this.gateway = GatewayProcess.builder()
                .simulator(simulator)
                .configuration(TestBed.configuration(simulator, upstream) + LIMITS)
                .start();
        this.agent = gateway.client(DemoKey.AGENT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void upstreamThatNeverAnswersTimesOut(boolean stream) {
        ApiAnswer answer = agent.post(
                Chats.PATH, stream ? Chats.streamed("sim-hang", "Bonjour") : Chats.plain("sim-hang", "Bonjour"));

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.errorCode()).isEqualTo("upstream_timeout");
        assertThatUpstreamIsLeft(answer.requestId());
    }

    @Test
    void upstreamThatSendsAHeadAndNoEventTimesOut() {
        ApiAnswer answer = agent.post(Chats.PATH, Chats.streamed("sim-slow", "Bonjour", "\"early_headers\":true"));

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.errorCode()).isEqualTo("upstream_timeout");
        assertThatUpstreamIsLeft(answer.requestId());
    }

    @Test
    void upstreamThatFallsSilentTimesOutWithAnErrorEvent() throws Exception {
        String id = RequestIds.next();
        CompletableFuture<Void> left = new CompletableFuture<>();
        upstream.on(id, exchange -> {
            exchange.beginStream();
            exchange.piece(EVENT);
            exchange.awaitLeaving();
            left.complete(null);
        });

        ApiAnswer answer = stream(id);

        assertThatItEndsWith("upstream_timeout", answer);
        left.get(1, TimeUnit.SECONDS);
    }

    @Test
    void upstreamThatOnlyShowsSignsOfLifeIsWaitedFor() {
        String id = RequestIds.next();
        upstream.on(id, exchange -> {
            exchange.beginStream();
            for (int i = 0; i < 5; i++) {
                TimeUnit.MILLISECONDS.sleep(400);
                exchange.piece(": still at it\n\n");
            }
            exchange.piece(EVENT + DONE);
            exchange.endStream();
        });

        assertThat(stream(id).text()).endsWith(EVENT + DONE);
    }

    @Test
    void answerThatTakesLongerThanARequestMayIsEnded() {
        ApiAnswer answer = agent.post(Chats.PATH, Chats.streamed("sim-chat", "Raconte.", "\"tokens\":3000"));

        assertThatItEndsWith("upstream_timeout", answer);
        assertThatUpstreamIsLeft(answer.requestId());
    }

    @Test
    void eventThatIsTooLargeEndsTheStream() {
        String id = RequestIds.next();
        upstream.on(id, exchange -> {
            exchange.beginStream();
            exchange.piece(EVENT);
            exchange.piece("data: {\"id\":\"" + "x".repeat(300_000) + "\"}\n\n" + DONE);
            exchange.endStream();
        });

        assertThatItEndsWith("upstream_contract_violation", stream(id));
    }

    @Test
    void answerThatIsTooLargeIsRefused() {
        String id = RequestIds.next();
        upstream.on(id, exchange -> exchange.json("{\"id\":\"" + "x".repeat(17_000_000) + "\"}"));

        ApiAnswer answer = agent.post(Chats.PATH, Chats.plain("scripted", "Bonjour"), "X-Request-Id", id);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.errorCode()).isEqualTo("upstream_contract_violation");
    }

    @Test
    void streamThatIsTooLargeInAllIsEnded() {
        String id = RequestIds.next();
        upstream.on(id, exchange -> {
            exchange.beginStream();
            String event = "data: {\"id\":\"" + "x".repeat(30_000) + "\"}\n\n";
            for (int i = 0; i < 600; i++) {
                exchange.piece(event);
            }
            exchange.piece(DONE);
            exchange.endStream();
        });

        assertThatItEndsWith("upstream_contract_violation", stream(id));
    }

    @Test
    void callerThatReadsNothingForTooLongIsLeft() throws IOException {
        String id = RequestIds.next();
        try (RawClient client = RawClient.connect(gateway.url(), SMALL_BUFFER)) {
            client.post(
                    Chats.PATH,
                    gateway.key(DemoKey.AGENT),
                    Chats.streamed("sim-chat", "Raconte.", "\"tokens\":100000,\"tokens_per_second\":0"),
                    "X-Request-Id: " + id);

            assertThatUpstreamIsLeft(id);
        }
        assertThat(gateway.usage().await(id).path("result").asString()).isEqualTo("cancelled");
    }

    @Test
    void requestThatIsTooLargeIsRefused() {
        ApiAnswer answer = agent.post(Chats.PATH, Chats.plain("sim-echo", "x".repeat(100_000)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.errorCode()).isEqualTo("request_too_large");
        assertThat(simulator.journal().of(answer.requestId())).isEmpty();
    }

    @Test
    void requestWithoutALengthThatTurnsOutTooLargeIsRefused() throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(head("Transfer-Encoding: chunked"));
            byte[] chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 12; i++) {
                client.send(chunk);
            }
            client.send("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            RawClient.Head head = client.readHead();
            assertThat(head.status()).isEqualTo(413);
            assertThat(client.readBody(head)).contains("request_too_large");
        }
    }

    @Test
    void requestThatDoesNotArriveIsNotWaitedFor() throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(head("Content-Length: 100"));
            client.send("{\"model\":".getBytes(StandardCharsets.US_ASCII));

            RawClient.Head head = client.readHead();
            assertThat(head.status()).isEqualTo(408);
            assertThat(client.readBody(head)).contains("request_timeout");
        }
    }

    private byte[] head(String bodyHeader) {
        return """
                POST /v1/chat/completions HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                %s\r
                \r
                """.formatted(gateway.key(DemoKey.AGENT), bodyHeader).getBytes(StandardCharsets.US_ASCII);
    }

    private ApiAnswer stream(String id) {
        return agent.post(Chats.PATH, Chats.streamed("scripted", "Bonjour"), "X-Request-Id", id);
    }

    private static void assertThatItEndsWith(String code, ApiAnswer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data()).hasSizeGreaterThan(1).noneMatch(Events::isDone);
        assertThat(Json.parse(answer.data().getLast()).at("/error/code").asString())
                .isEqualTo(code);
    }

    private void assertThatUpstreamIsLeft(String id) {
        JournalEntry entry =
                simulator.journal().await(id, received -> received.finishedAt().isPresent());
        assertThat(entry.cancelled()).isTrue();
    }
}
