package fr.ecluse.acceptance.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Events;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.ScriptedUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Upstreams that break off or talk nonsense: an error of its own status before the first byte, an event after it. */
@OnSharedTestBed
class FailingUpstreamTest {

    private static final String EVENT =
            "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String SECRET = "rack-17.internal";

    private final GatewayProcess gateway;
    private final ScriptedUpstream upstream;
    private final ApiClient agent;

    FailingUpstreamTest(GatewayProcess gateway, ScriptedUpstream upstream) {
        this.gateway = gateway;
        this.upstream = upstream;
        this.agent = gateway.client(DemoKey.AGENT);
    }

    @Test
    void streamThatIsCutEndsWithAnErrorEventAndEndsWell() throws IOException {
        String id = RequestIds.next();
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.post(
                    Chats.PATH,
                    gateway.key(DemoKey.AGENT),
                    Chats.streamed("sim-cut", "Raconte."),
                    "X-Request-Id: " + id);

            assertThat(client.readHead().status()).isEqualTo(200);
            // Fails if the answer does not end with its last chunk.
            List<String> data = Events.data(new String(client.readRest(), StandardCharsets.UTF_8));

            assertThat(data).hasSizeGreaterThan(1).noneMatch(Events::isDone);
            assertThatErrorIs("upstream_error", Json.parse(data.getLast()), id);
        }
        JsonNode usage = gateway.usage().await(id);
        assertThat(usage.path("result").asString()).isEqualTo("failed");
        assertThat(usage.path("error").asString()).isEqualTo("upstream_error");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sim-cut     | false |                 | upstream_error
            sim-echo    | false | "cut_after":0   | upstream_error
            sim-echo    | true  | "cut_after":0   | upstream_error
            sim-garbage | false |                 | upstream_contract_violation
            sim-garbage | true  |                 | upstream_contract_violation
            unreachable | false |                 | upstream_error
            unreachable | true  |                 | upstream_error
            """)
    void failureBeforeTheFirstByteHasAStatusOfItsOwn(String model, boolean stream, String sim, String code) {
        String body = stream ? Chats.streamed(model, "Raconte.") : Chats.plain(model, "Raconte.");

        ApiAnswer answer = agent.post(Chats.PATH, sim == null ? body : Chats.with(body, "\"sim\":{" + sim + "}"));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThatErrorIs(code, answer.json(), answer.requestId());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data: {"id":"1", nonsense                                  | upstream_contract_violation
            data: <html>rack-17.internal</html>                        | upstream_contract_violation
            data: "text"                                               | upstream_contract_violation
            data: {"error":{"message":"rack-17.internal","code":"x"}}  | upstream_error
            """)
    void nonsenseInAStreamBecomesAnErrorEventAndEndsTheUpstream(String line, String code) throws Exception {
        String id = RequestIds.next();
        CompletableFuture<Void> left = new CompletableFuture<>();
        upstream.on(id, exchange -> {
            exchange.beginStream();
            exchange.piece(EVENT);
            exchange.piece(line + "\n\n");
            exchange.awaitLeaving();
            left.complete(null);
        });

        ApiAnswer answer = stream(id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data()).noneMatch(Events::isDone);
        assertThat(answer.text()).startsWith(EVENT).doesNotContain(SECRET);
        assertThatErrorIs(code, Json.parse(answer.data().getLast()), id);
        left.get(1, TimeUnit.SECONDS);
    }

    @Test
    void streamThatEndsWithoutSayingWhyIsCutShort() {
        String id = RequestIds.next();
        upstream.on(id, exchange -> {
            exchange.beginStream();
            exchange.piece(EVENT);
            exchange.endStream();
        });

        ApiAnswer answer = stream(id);

        assertThatErrorIs("upstream_error", Json.parse(answer.data().getLast()), id);
    }

    @Test
    void streamThatEndsWithinAnEventIsCutShort() {
        String id = RequestIds.next();
        upstream.on(id, exchange -> {
            exchange.beginStream();
            exchange.piece(EVENT + "data: {\"id\":");
            exchange.endStream();
        });

        ApiAnswer answer = stream(id);

        assertThat(answer.data()).hasSize(2);
        assertThatErrorIs("upstream_error", Json.parse(answer.data().getLast()), id);
    }

    @Test
    void eventsForACallerThatAskedForNoStreamAreNoAnswer() {
        String id = RequestIds.next();
        upstream.on(id, exchange -> {
            exchange.beginStream();
            exchange.piece(EVENT + "data: [DONE]\n\n");
            exchange.endStream();
        });

        ApiAnswer answer = agent.post(Chats.PATH, Chats.plain("scripted", "Bonjour"), "X-Request-Id", id);

        assertThat(answer.status()).isEqualTo(502);
        assertThatErrorIs("upstream_contract_violation", answer.json(), id);
    }

    @Test
    void wholeAnswerForACallerThatAskedForAStreamIsPassedOn() {
        String id = RequestIds.next();
        upstream.on(id, exchange -> exchange.json("{\"id\":\"1\",\"choices\":[]}"));

        ApiAnswer answer = stream(id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.text()).isEqualTo("{\"id\":\"1\",\"choices\":[]}");
    }

    private ApiAnswer stream(String id) {
        return agent.post(Chats.PATH, Chats.streamed("scripted", "Bonjour"), "X-Request-Id", id);
    }

    private static void assertThatErrorIs(String code, JsonNode answer, String requestId) {
        JsonNode error = answer.path("error");
        assertThat(error.path("code").asString()).isEqualTo(code);
        assertThat(error.path("type").asString()).isEqualTo("api_error");
        assertThat(error.path("request_id").asString()).isEqualTo(requestId);
        assertThat(error.path("message").asString()).isNotBlank();
    }
}
