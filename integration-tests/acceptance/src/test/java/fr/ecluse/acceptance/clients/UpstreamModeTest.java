package fr.ecluse.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Journal;
import fr.ecluse.acceptance.support.JournalEntry;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** A gateway in front of one OpenAI-compatible server that demands a key of its own, as {@code ECLUSE_UPSTREAM_URL}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamModeTest implements OpenAiJavaCalls {

    private static final String UPSTREAM_KEY = "sk-upstream-0123456789";

    @AutoClose
    private final SimulatorProcess simulator = SimulatorProcess.start("--key=" + UPSTREAM_KEY);

    @AutoClose
    private final GatewayProcess gateway = GatewayProcess.builder()
            .profile("run,upstream")
            .environment("ECLUSE_UPSTREAM_URL", simulator.baseUrl())
            .environment("ECLUSE_UPSTREAM_KEY", UPSTREAM_KEY)
            .systemProperty("ecluse.upstream.api-key.ref", "env:ECLUSE_UPSTREAM_KEY")
            .start();

    @AutoClose("close")
    private final OpenAIClient client = OpenAiJava.client(gateway.baseUrl(), gateway.key(DemoKey.AGENT));

    @Override
    public OpenAIClient client() {
        return client;
    }

    @Override
    public Journal upstream() {
        return simulator.journal();
    }

    @TestFactory
    Stream<DynamicTest> worksFromNode() throws IOException {
        return NodeProject.install().tests("calls.test.mjs", gateway, simulator);
    }

    @Test
    void modelsOfTheUpstreamAreTheAliases() {
        String models = gateway.client(DemoKey.AGENT).get("/v1/models").text();

        assertThat(models).contains("sim-echo", "sim-hang", "embedding-minilm");
    }

    @Test
    void upstreamSeesItsOwnKeyAndNeverThatOfTheCaller() {
        ApiAnswer answer = gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("sim-echo", "Bonjour"));

        JournalEntry received = simulator.journal().one(answer.requestId());
        assertThat(received.headers("authorization")).containsExactly("Bearer " + UPSTREAM_KEY);
        assertThat(received.headerNames())
                .containsExactlyInAnyOrder(
                        "accept",
                        "authorization",
                        "content-length",
                        "content-type",
                        "host",
                        "user-agent",
                        "x-request-id");
        assertThat(simulator.journal().all().toString())
                .doesNotContain(gateway.key(DemoKey.AGENT))
                .doesNotContain("ecl_");
    }

    @Test
    void answerSaysWhereItCameFrom() {
        ApiAnswer answer = gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("sim-echo", "Bonjour"));

        assertThat(answer.header("X-Ecluse-Zone")).hasValue("external");
        assertThat(answer.header("X-Ecluse-Deployment")).hasValue("upstream");
        assertThat(answer.header("X-Ecluse-Model")).hasValue("sim-echo");
    }

    @Test
    void nothingSensitiveGoesToAnExternalUpstream() {
        ApiAnswer answer = gateway.client(DemoKey.DR)
                .post(Chats.PATH, Chats.plain("sim-echo", "Bonjour"), "X-Ecluse-Sensitivity", "dr");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorCode()).isEqualTo("sensitivity_refused");
        assertThat(simulator.journal().of(answer.requestId())).isEmpty();
    }

    @Test
    void keyOfTheUpstreamIsNowhereToBeSeen() {
        gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("sim-echo", "Bonjour"));

        assertThat(gateway.log()).doesNotContain(UPSTREAM_KEY);
        assertThat(gateway.management(DemoKey.ADMIN).get("/admin/models").text())
                .doesNotContain(UPSTREAM_KEY);
        assertThat(gateway.managementStranger().get("/q/metrics").text()).doesNotContain(UPSTREAM_KEY);
    }

    @Test
    void upstreamThatRefusesTheKeyIsTheGatewaysTrouble() {
        try (GatewayProcess mistaken = GatewayProcess.builder()
                .profile("run,upstream")
                .environment("ECLUSE_UPSTREAM_URL", simulator.baseUrl())
                .start()) {
            ApiAnswer health = mistaken.managementStranger().get("/q/health/ready");
            ApiAnswer models = mistaken.client(DemoKey.AGENT).get("/v1/models");

            assertThat(health.status()).isEqualTo(503);
            assertThat(health.text()).contains("401");
            assertThat(models.json().path("data").size()).isZero();
        }
    }
}
