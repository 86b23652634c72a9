package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.runtime.harness.TestGateway;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Obligations of access rules")
class ObligationsTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = "{\"model\":\"m\"}";

    @TempDir
    private Path folder;

    @Test
    void closeZonesThatTheConfigurationOpens() throws Exception {
        try (TestGateway gateway =
                obliging().with("ecluse.policies.obliging.zone", "closed").start()) {
            HttpResponse<String> answer = gateway.post(CHAT, REQUEST);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("\"access_denied\"", "\"zone_not_permitted\"");
            assertThat(gateway.upstream().received()).isEmpty();
        }
    }

    @Test
    void openNoZoneThatTheConfigurationCloses() throws Exception {
        try (TestGateway gateway = obliging()
                .with("ecluse.policies.obliging.zone", "open")
                .with("ecluse.models.m.floor", "dr")
                .start()) {
            HttpResponse<String> answer = gateway.send(
                    gateway.request(CHAT).setHeader("X-User", "u1,dr").POST(body(REQUEST)));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("\"sensitivity_refused\"");
            assertThat(gateway.upstream().received()).isEmpty();
        }
    }

    @Test
    void leadToTheDeploymentInAZoneThatTheyLeaveOpen() throws Exception {
        try (TestGateway gateway = obliging()
                .with("ecluse.policies.obliging.zone", "closed")
                .with("ecluse.models.m.deployments[1].id", "m-2")
                .with("ecluse.models.m.deployments[1].zone", "closed")
                .with("ecluse.models.m.deployments[1].model", "second")) {
            gateway.with(
                            "ecluse.models.m.deployments[1].base-url",
                            "http://127.0.0.1:" + gateway.upstream().port() + "/v1")
                    .start();
            gateway.upstream().answers(200, "{}");

            assertThat(gateway.post(CHAT, REQUEST).statusCode()).isEqualTo(200);
            assertThat(gateway.upstream().received())
                    .singleElement()
                    .satisfies(received -> assertThat(received.body()).contains("\"second\""));
        }
    }

    @Test
    void closeModels() throws Exception {
        try (TestGateway gateway =
                obliging().with("ecluse.policies.obliging.model", "other").start()) {
            HttpResponse<String> answer = gateway.post(CHAT, REQUEST);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("\"model_not_granted\"", "\"param\":\"model\"");
            assertThat(gateway.upstream().received()).isEmpty();
        }
    }

    @Test
    void keepClosedModelsOutOfTheList() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .model("other", "open", "other")
                .flow(
                        "models",
                        "ai/list",
                        "policy:metering",
                        "policy:identity",
                        "policy:contract",
                        "policy:obliging",
                        "builtin:models")
                .flow(
                        "model",
                        "ai/retrieve",
                        "policy:metering",
                        "policy:identity",
                        "policy:contract",
                        "policy:obliging",
                        "builtin:models")
                .with("ecluse.policies.obliging.model", "other")
                .start()) {
            assertThat(gateway.get("/v1/models").body())
                    .contains("\"id\":\"other\"")
                    .doesNotContain("\"id\":\"m\"");
            assertThat(gateway.get("/v1/models/other").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/v1/models/m").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void limitTheTokensThatAreAskedFor() throws Exception {
        try (TestGateway gateway =
                obliging().with("ecluse.policies.obliging.max-tokens", "10").start()) {
            gateway.upstream().answers(200, "{}");

            assertThat(gateway.post(CHAT, "{\"model\":\"m\",\"max_tokens\":5000}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.upstream().received().getLast().body()).isEqualTo("{\"model\":\"m\",\"max_tokens\":10}");
        }
    }

    @Test
    void thatCannotBeMetDeny() throws Exception {
        try (TestGateway gateway =
                obliging().with("ecluse.policies.obliging.max-tokens", "10").start()) {
            HttpResponse<String> answer = gateway.post(CHAT, "{\"model\":\"m\",\"n\":11}");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("\"obligation_not_met\"");
            assertThat(gateway.upstream().received()).isEmpty();
        }
    }

    private TestGateway obliging() throws Exception {
        return TestGateway.in(folder).chat("policy:obliging");
    }

    private static BodyPublisher body(String text) {
        return BodyPublishers.ofString(text);
    }
}
