package fr.ecluse.runtime.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.runtime.reload.Reloader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A configuration that changes while the gateway runs")
class HotConfigurationTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = "{\"model\":\"m\"}";

    @TempDir
    private Path folder;

    private static Reloader.Status reload(TestGateway gateway) {
        return gateway.ecluse().reloader().reloadNow();
    }

    @Test
    void givesPoliciesTheirNewOptions() throws Exception {
        try (TestGateway gateway =
                TestGateway.in(folder).chat("policy:probe?phase=a").start()) {
            gateway.upstream().answers(200, "{}");
            assertThat(gateway.post(CHAT, REQUEST).statusCode()).isEqualTo(200);

            gateway.with("ecluse.policies.probe.act", "respond");
            assertThat(reload(gateway).restartNeeded()).isEmpty();
            assertThat(gateway.post(CHAT, REQUEST).body()).isEqualTo("{\"from\":\"probe\"}");

            gateway.with("ecluse.flows.chat.probe@a.act", "nothing");
            assertThat(reload(gateway).generation()).isEqualTo(3);
            assertThat(gateway.post(CHAT, REQUEST).body()).isEqualTo("{}");
            assertThat(gateway.witness().closedFlows())
                    .as("policies whose options are the same go on")
                    .isEmpty();
        }
    }

    @Test
    void leavesExchangesUnderWayTheModelsAndZonesThatTheyBeganWith() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().answers(200, "{}");
            // given a zone that closes while a request is on its way to the gate
            gateway.slipIn(_ -> {
                gateway.with("ecluse.zones.open.max-sensitivity", "public");
                reload(gateway);
            });
            assertThat(gateway.post(CHAT, REQUEST).statusCode()).isEqualTo(200);

            assertThat(gateway.post(CHAT, REQUEST).body()).contains("sensitivity_refused");
        }
    }

    @Test
    void leavesExchangesUnderWayThePoliciesThatTheyBeganWith() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().does(_ -> {}); // accepts and says nothing
            CompletableFuture<?> underWay = gateway.client()
                    .sendAsync(
                            gateway.request(CHAT)
                                    .POST(BodyPublishers.ofString(REQUEST))
                                    .build(),
                            BodyHandlers.ofString());
            await().until(() -> !gateway.upstream().received().isEmpty());

            gateway.with("ecluse.policies.metering.deadline", "3s");
            reload(gateway);
            gateway.upstream().answers(200, "{}");
            assertThat(gateway.post(CHAT, REQUEST).statusCode()).isEqualTo(200);
            assertThat(gateway.witness().closedFlows()).isEmpty();

            underWay.cancel(true);
            await().until(() -> !gateway.witness().closedFlows().isEmpty());
            assertThat(gateway.witness().completions()).hasSize(2).allMatch(completion -> completion.beforeClose());
        }
    }

    @Test
    void isNotTakenIfAPolicyOrAConnectorCannotHaveIt() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.connectors.shelf.uri", "file:" + folder.resolve("shelf"))
                .with("ecluse.connectors.shelf.max-sensitivity", "usual")
                .start()) {
            gateway.upstream().answers(200, "{}");

            gateway.with("ecluse.policies.probe.act", "fly");
            assertThat(reload(gateway).lastError())
                    .get()
                    .asString()
                    .contains("policies: ", "ecluse.policies.probe.act");

            gateway.with("ecluse.policies.probe.act", "respond").with("ecluse.connectors.shelf.uril", "file:other");
            assertThat(reload(gateway).lastError()).get().asString().contains("ecluse.connectors.shelf.uril");
            assertThat(gateway.post(CHAT, REQUEST).body()).isEqualTo("{}");

            gateway.with("ecluse.policies.metering.failure", "open")
                    .with("ecluse.policies.metering.failure-reason", "none");
            assertThat(reload(gateway).lastError()).get().asString().contains("metering is required");
            assertThat(reload(gateway).generation()).isEqualTo(1);
        }
    }

    @Test
    void saysWhatOnlyARestartTakes() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.with("ecluse.http.total", "1m")
                    .with("ecluse.gate.required.model", "metering")
                    .with("ecluse.connectors.shelf.uri", "file:" + folder.resolve("shelf"))
                    .with("ecluse.connectors.shelf.max-sensitivity", "usual")
                    .model("later", "open", "later");

            assertThat(reload(gateway).restartNeeded())
                    .containsExactly("ecluse.connectors", "ecluse.gate", "ecluse.http");
            assertThat(gateway.ecluse().catalogue().find("later")).isPresent();
        }
    }
}
