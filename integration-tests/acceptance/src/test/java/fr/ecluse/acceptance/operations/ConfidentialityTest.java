package fr.ecluse.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.ScriptedUpstream;
import fr.ecluse.acceptance.support.SimulatorProcess;
import fr.ecluse.acceptance.support.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * Words that callers and upstreams say, well or badly formed, are planted everywhere and then looked for in all that
 * the gateway writes about itself. It runs as it is delivered, without the profile of run mode, but logs all it can.
 */
@OnSharedTestBed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfidentialityTest {

    /** Part of every planted word. */
    private static final String CANARY = "c4n4ry";

    private static final String KEYS = """
              policies:
                identity:
                  keys:
                    agent: { tenant: demo, clearance: usual, groups: agents }
                    dr: { tenant: demo, clearance: dr, groups: agents }
                    admin: { tenant: demo, clearance: usual, roles: ecluse-operator }
            quarkus:
              log:
                level: DEBUG
            """;

    private final ScriptedUpstream upstream;

    @AutoClose
    private final GatewayProcess gateway;

    ConfidentialityTest(SimulatorProcess simulator, ScriptedUpstream upstream) {
        this.upstream = upstream;
        this.gateway = GatewayProcess.builder()
                .profile("simulator")
                .simulator(simulator)
                .configuration(TestBed.configuration(simulator, upstream) + KEYS)
                .start();
    }

    @BeforeAll
    void plant() {
        plantInGoodRequests();
        plantInBadRequests();
        plantInCredentials();
        plantInUpstreamAnswers();
    }

    private void plantInGoodRequests() {
        ApiClient agent = gateway.client(DemoKey.AGENT);
        String answerText = "\"sim\":{\"text\":\"c4n4ry-answer et plus encore\"}";
        for (String request : List.of(
                Chats.plain("sim-echo", "c4n4ry-prompt"),
                Chats.streamed("sim-echo", "c4n4ry-prompt"),
                Chats.with(Chats.plain("sim-echo", "c4n4ry-prompt"), answerText),
                Chats.with(Chats.streamed("renamed-echo", "c4n4ry-prompt"), answerText),
                Chats.with(
                        Chats.plain("sim-echo", "c4n4ry-prompt"),
                        "\"user\":\"c4n4ry-user\",\"metadata\":{\"c4n4ry-name\":\"c4n4ry-value\"},\"x\":\"c4n4ry-field\""),
                Chats.plain("sim-cut", "c4n4ry-prompt"),
                Chats.streamed("sim-cut", "c4n4ry-prompt"))) {
            agent.post(Chats.PATH, request);
        }
        agent.post("/v1/completions", "{\"model\":\"sim-echo\",\"prompt\":\"c4n4ry-prompt\"}");
        agent.post("/v1/responses", "{\"model\":\"sim-echo\",\"input\":\"c4n4ry-prompt\",\"stream\":true}");
        ApiAnswer last = agent.post("/v1/embeddings", "{\"model\":\"embedding-minilm\",\"input\":\"c4n4ry-prompt\"}");
        gateway.usage().await(last.requestId());
    }

    private void plantInBadRequests() {
        ApiClient agent = gateway.client(DemoKey.AGENT);
        for (String request : List.of(
                "{\"model\":\"sim-echo\",\"messages\":[{\"role\":\"user\",\"content\":\"c4n4ry-broken",
                "c4n4ry-no-json",
                "{\"model\":\"c4n4ry-model\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":\"sim-echo\",\"messages\":[{\"role\":\"c4n4ry-role\",\"content\":\"x\"}]}",
                "{\"model\":\"sim-echo\",\"messages\":\"c4n4ry-messages\"}",
                Chats.with(Chats.plain("sim-echo", "x"), "\"temperature\":\"c4n4ry-temperature\""),
                Chats.with(Chats.plain("sim-echo", "x"), "\"c4n4ry-twice\":1,\"c4n4ry-twice\":2"),
                Chats.with(Chats.plain("sim-echo", "x"), "\"sim\":{\"c4n4ry-option\":1}"))) {
            agent.post(Chats.PATH, request);
        }
        agent.get("/v1/models/c4n4ry-path");
        agent.get("/v1/c4n4ry-path?c4n4ry-query=c4n4ry-value");
        agent.get("/c4n4ry-path");
        agent.post(
                Chats.PATH,
                Chats.plain("sim-echo", "x"),
                "X-Ecluse-Sensitivity",
                "c4n4ry-level",
                "Accept-Language",
                "c4n4ry-language",
                "X-Vendor",
                "c4n4ry-header",
                "traceparent",
                "c4n4ry-trace");
    }

    private void plantInCredentials() {
        String body = Chats.plain("sim-echo", "x");
        ApiClient stranger = gateway.stranger();
        stranger.post(Chats.PATH, body, "Authorization", "Bearer ecl_agent_c4n4ryc4n4ryc4n4ry");
        stranger.post(Chats.PATH, body, "Authorization", "Bearer c4n4ry-token");
        stranger.post(Chats.PATH, body, "Authorization", "Basic c4n4ry");
        stranger.post(Chats.PATH, body, "x-api-key", "ecl_c4n4ry_c4n4ryc4n4ryc4n4ry");
        stranger.post(Chats.PATH + "?api_key=c4n4ry-key", body);
        gateway.managementStranger().get("/admin/c4n4ry-path", "Origin", "http://c4n4ry.example");
    }

    private void plantInUpstreamAnswers() {
        String event = "data: {\"id\":\"1\",\"choices\":[]}\n\n";
        upstreamSays(exchange -> exchange.json("{\"id\":\"c4n4ry-broken"));
        upstreamSays(exchange -> exchange.json("\"c4n4ry-text\""));
        upstreamSays(exchange -> {
            exchange.beginStream();
            exchange.piece(event + "data: c4n4ry-garbage\n\n");
            exchange.endStream();
        });
        upstreamSays(exchange -> {
            exchange.beginStream();
            exchange.piece(event + "data: {\"error\":{\"message\":\"c4n4ry-error\"}}\n\n");
            exchange.endStream();
        });
        upstreamSays(exchange -> {
            exchange.beginStream();
            exchange.piece(event + ": c4n4ry-comment\n\ndata: {\"id\":\"c4n4ry-half");
            exchange.endStream();
        });
    }

    private void upstreamSays(ScriptedUpstream.Script script) {
        String id = RequestIds.next();
        upstream.on(id, script);
        gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.streamed("scripted", "c4n4ry-prompt"), "X-Request-Id", id);
        gateway.usage().await(id);
    }

    @Test
    void logHoldsNoneOfTheWords() {
        assertThat(linesWithCanary(gateway.log())).isEmpty();
    }

    @Test
    void metricsHoldNoneOfTheWords() {
        assertThat(linesWithCanary(
                        gateway.managementStranger().get("/q/metrics").text()))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> noFileOfTheStateHoldsAnyOfTheWords() throws IOException {
        try (Stream<Path> files = Files.walk(gateway.state())) {
            return files.filter(Files::isRegularFile).toList().stream()
                    .map(file -> DynamicTest.dynamicTest(
                            gateway.state().relativize(file).toString(),
                            () -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                                    .doesNotContain(CANARY)
                                    .doesNotContain(secretOf(DemoKey.AGENT))));
        }
    }

    @Test
    void keysAreNowhereInTheLogOrTheMetrics() {
        for (DemoKey key : DemoKey.values()) {
            assertThat(gateway.log()).doesNotContain(secretOf(key));
            assertThat(gateway.managementStranger().get("/q/metrics").text()).doesNotContain(secretOf(key));
        }
    }

    @Test
    void everyLineOfTheLogIsAJsonObject() {
        List<JsonNode> lines = gateway.log().lines().map(Json::parse).toList();

        assertThat(lines).hasSizeGreaterThan(10).allSatisfy(line -> {
            assertThat(line.path("timestamp").asString()).isNotEmpty();
            assertThat(line.path("level").asString()).isNotEmpty();
            assertThat(line.path("message").isString()).isTrue();
        });
    }

    private String secretOf(DemoKey key) {
        return gateway.key(key).substring(("ecl_" + key.id() + "_").length());
    }

    private static List<String> linesWithCanary(String text) {
        return text.lines().filter(line -> line.contains(CANARY)).toList();
    }
}
