package fr.ecluse.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.ecluse.runtime.harness.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Flows as files")
class FlowFilesTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = "{\"model\":\"m\"}";

    @TempDir
    private Path folder;

    static Stream<Arguments> refused() throws IOException {
        try (var in = FlowFilesTest.class.getResourceAsStream("/flows/refused.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> {
                        int bar = line.lastIndexOf(" | ");
                        return Arguments.of(line.substring(0, bar), line.substring(bar + 3));
                    });
        }
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("refused")
    void whatCouldReachTheOutsideDoesNotLoad(String yaml, String problem) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).file("x.yaml", yaml)) {
            assertThatThrownBy(gateway::start).hasMessageContaining(problem);
        }
    }

    @Test
    void twoFlowsMayNotServeTheSameOperation() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .flow("other", "ai/chat", "policy:metering", "policy:identity", "policy:contract", "model:chat")) {
            assertThatThrownBy(gateway::start).hasStackTraceContaining("is served already");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"contract", "operation"})
    void aStepThatTheContractRequiresMayNotFailOpen(String where) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.failure", "open")
                .with("ecluse.policies.probe.failure-reason", "only counts")) {
            Path contract = folder.resolve("openapi/test.yaml");
            String requires = "requires: [ probe ]";
            Files.writeString(
                    contract,
                    where.equals("contract")
                            ? Files.readString(contract).replace("errors: openai", "errors: openai, " + requires)
                            : Files.readString(contract)
                                    .replace(
                                            "operationId: chat,",
                                            "operationId: chat, x-ecluse: { " + requires + " },"));

            assertThatThrownBy(gateway::start)
                    .hasMessageContaining("probe@a is required, so it cannot be failure: open");
        }
    }

    @Test
    void aTemplateStandsForItsSteps() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .file("governed.yaml", """
                        - routeTemplate:
                            id: governed
                            parameters:
                              - name: phase
                                defaultValue: a
                            from:
                              uri: kamelet:source
                              steps:
                                - to: policy:metering
                                - to: policy:identity
                                - to: policy:contract
                                - to: policy:probe?phase={{phase}}
                        """)
                .flow("chat", "ai/chat", "kamelet:governed?phase=b", "model:chat")
                .start()) {
            gateway.upstream().answers(200, "{}");

            var answer = gateway.post(CHAT, REQUEST);

            assertThat(answer.headers().firstValue("X-Ecluse-Policies")).contains("metering,identity,contract,probe@b");
            assertThat(gateway.camel().getRoute("chat").navigate().next()).hasSize(5);
        }
    }

    @Test
    void authorsSeeTheirChangesAtOnceAndMistakesChangeNothing() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .with("ecluse.routes.watch", "true")
                .start()) {
            gateway.upstream().answers(200, "{}");

            gateway.chat("policy:probe?phase=a");
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(
                                    gateway.post(CHAT, REQUEST).headers().firstValue("X-Ecluse-Policies"))
                            .contains("metering,identity,probe@a,contract"));
            await().untilAsserted(
                            () -> assertThat(gateway.witness().closedFlows()).contains("chat"));

            gateway.file("chat.yaml", "[{ route: { id: chat, from: { uri: 'gateway:ai/chat', steps: [] } } }]");
            Thread.sleep(1_200); // nothing to wait for: it must not happen
            assertThat(gateway.post(CHAT, REQUEST).statusCode()).isEqualTo(200);

            Files.delete(folder.resolve("routes").resolve("chat.yaml"));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> gateway.post(CHAT, REQUEST).statusCode() == 404);
        }
    }

    @Test
    void aFlowForOneOperationTakesItOutOfTheOneForAll() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .flow("all", "ai/*", "policy:metering", "policy:identity", "policy:contract", "builtin:models")
                .flow("one", "ai/list", "policy:metering", "policy:identity", "policy:contract", "builtin:admin")
                .start()) {
            assertThat(gateway.get("/v1/models").statusCode())
                    .as("the other builtin")
                    .isEqualTo(404);
            assertThat(gateway.get("/v1/models/m").statusCode()).isEqualTo(200);
            assertThat(gateway.ecluse().flows().flows())
                    .filteredOn(flow -> flow.id().equals("all"))
                    .flatExtracting(flow -> flow.operations().stream()
                            .map(operation -> operation.id())
                            .toList())
                    .hasSize(4)
                    .doesNotContain("list");
        }
    }

    @Test
    void aFlowMayServeAWholeContract() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .flow("all", "ai/*", "policy:metering", "policy:identity", "policy:contract", "builtin:models")
                .start()) {
            assertThat(gateway.get("/v1/models").body()).contains("\"id\":\"m\"");
            assertThat(gateway.get("/v1/models/m").body()).contains("\"object\":\"model\"");
            assertThat(gateway.get("/v1/models/none").body()).contains("model_not_found");
            assertThat(gateway.post("/v1/models", "{}").statusCode()).isEqualTo(405);
            assertThat(gateway.post("/v1/models", "{}").headers().firstValue("Allow"))
                    .contains("GET");
            assertThat(gateway.get("/v1/none").statusCode()).isEqualTo(404);
            assertThat(gateway.get("/none").body()).contains("\"status\":404");
            assertThat(gateway.get("/v1/messages").body()).contains("\"type\":\"error\"");
        }
    }
}
