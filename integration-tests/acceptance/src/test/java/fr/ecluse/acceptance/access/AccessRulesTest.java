package fr.ecluse.acceptance.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@DisplayName("Access rules")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessRulesTest {

    private static final Duration TAKEN = Duration.ofSeconds(5);

    private static final String CONFIGURATION = """
            ecluse:
              models:
                chat-restricted:
                  type: chat
                  floor: dr
                  deployments:
                    - { id: restricted-1, base-url: "%1$s", model: sim-echo, zone: onprem-dr }
                chat-lab:
                  type: chat
                  deployments:
                    - { id: lab-1, base-url: "%1$s", model: sim-echo, zone: lab }
              policies:
                identity:
                  keys:
                    agent: { direction: finances, groups: agents }
                access:
                  bundle:
                    file: "%2$s"
            """;

    private final RulesFolder rules = RulesFolder.unpack(Checkout.current());

    @AutoClose
    private final SimulatorProcess simulator = SimulatorProcess.start();

    @AutoClose
    private final GatewayProcess gateway = GatewayProcess.builder()
            .simulator(simulator)
            .configuration(CONFIGURATION.formatted(simulator.baseUrl(), rules.path()))
            .start();

    @Test
    void letWhoHasTheClearanceUseARestrictedModel() {
        ApiAnswer answer = chat(DemoKey.DR, "chat-restricted");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Ecluse-Zone")).hasValue("onprem-dr");
        assertThat(answer.header("X-Ecluse-Sensitivity")).hasValue("dr");
    }

    @Test
    void keepTheOthersAwayFromIt() {
        ApiAnswer answer = chat(DemoKey.AGENT, "chat-restricted");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorCode()).isEqualTo("clearance_below_level");
        assertThat(answer.header("X-Ecluse-Decision-Id").orElseThrow()).contains(", ");
    }

    @Test
    void openTheLabToNobodyElse() {
        ApiAnswer answer = chat(DemoKey.AGENT, "chat-lab");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorCode()).isEqualTo("access_denied");
        assertThat(reasons(answer)).containsExactly("zone_not_permitted");
    }

    @Test
    void takeEffectWithoutARestart() {
        assertThat(chat(DemoKey.AGENT, "sim-echo").status()).isEqualTo(200);

        rules.change(
                "test-forbids",
                data -> data.putObject("directions")
                        .putObject("finances")
                        .putArray("forbidden_models")
                        .add("sim-echo"));

        await().atMost(TAKEN)
                .untilAsserted(() ->
                        assertThat(chat(DemoKey.AGENT, "sim-echo").status()).isEqualTo(403));
        ApiAnswer denied = chat(DemoKey.AGENT, "sim-echo");
        assertThat(reasons(denied)).containsExactly("model_forbidden_to_direction");
        assertThat(denied.json().toString()).doesNotContain("test-forbids");
        assertThat(chat(DemoKey.DR, "sim-echo").status())
                .as("of another direction")
                .isEqualTo(200);

        rules.change("test-allows", data -> data.putObject("directions"));

        await().atMost(TAKEN)
                .untilAsserted(() ->
                        assertThat(chat(DemoKey.AGENT, "sim-echo").status()).isEqualTo(200));
    }

    @Test
    void areOnRecordWithEachDecision() throws Exception {
        ApiAnswer answer = chat(DemoKey.AGENT, "sim-chat");

        List<String> ids =
                List.of(answer.header("X-Ecluse-Decision-Id").orElseThrow().split(", "));
        assertThat(ids).hasSize(2);
        await().untilAsserted(() -> assertThat(recorded(answer.requestId())).hasSize(2));
        List<JsonNode> events = recorded(answer.requestId());
        assertThat(events)
                .extracting(event -> event.path("decision_id").asString())
                .containsExactlyElementsOf(ids);
        for (JsonNode event : events) {
            assertThat(event.path("result").path("allow").asBoolean()).isTrue();
            assertThat(event.path("bundles").path("ecluse").path("revision").asString())
                    .isNotEmpty();
            assertThat(event.path("input").path("resource").path("model").asString())
                    .isEqualTo("sim-chat");
            assertThat(event.path("input").path("subject").path("id").asString())
                    .isNotEqualTo("agent");
            assertThat(event.toString()).doesNotContain("a question of state");
        }
    }

    @Test
    void stayWhenABadOneComesAndThatShows() throws Exception {
        assertThat(chat(DemoKey.AGENT, "sim-chat").status()).isEqualTo(200);

        rules.change("test-bad", data -> data.putObject("builtins")); // a smoke case asks for these

        await().atMost(TAKEN)
                .untilAsserted(() -> assertThat(gateway.managementStranger()
                                .get("/q/health/ready")
                                .text())
                        .contains("degraded-access-rules", "smoke case"));
        assertThat(gateway.managementStranger().get("/q/health/ready").status()).isEqualTo(200);
        assertThat(gateway.managementStranger().get("/q/metrics").text())
                .contains("ecluse_degraded{part=\"access-rules\"} 1");
        assertThat(chat(DemoKey.AGENT, "sim-chat").status()).isEqualTo(200);

        rules.change(
                "test-good", data -> data.putObject("builtins").putArray("me").add("*"));
        await().atMost(TAKEN)
                .untilAsserted(() -> assertThat(gateway.managementStranger()
                                .get("/q/health/ready")
                                .text())
                        .doesNotContain("degraded"));
    }

    private ApiAnswer chat(DemoKey key, String model) {
        return gateway.client(key).post("/v1/chat/completions", Chats.plain(model, "a question of state"));
    }

    private static List<String> reasons(ApiAnswer answer) {
        return answer.error()
                .path("reasons")
                .valueStream()
                .map(reason -> reason.path("code").asString())
                .toList();
    }

    private List<JsonNode> recorded(String requestId) throws IOException {
        return Files.readAllLines(gateway.state().resolve("decisions/decisions.jsonl")).stream()
                .map(Json::parse)
                .filter(event -> event.path("req_id").asString().equals(requestId))
                .toList();
    }
}
