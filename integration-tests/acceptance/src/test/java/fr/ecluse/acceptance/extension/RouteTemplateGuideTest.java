package fr.ecluse.acceptance.extension;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A route template: the files of the guide, in front of the guide's policy. */
class RouteTemplateGuideTest {

    private final Checkout checkout = Checkout.current();
    private final Guide guide = Guide.read(checkout);

    RouteTemplateGuideTest() throws IOException {}

    @Test
    void flowsOfTheTemplateRunTheStepsThatTheGuideSays() throws IOException {
        // Given
        try (SimulatorProcess simulator = SimulatorProcess.start();
                GatewayProcess gateway = GatewayProcess.builder()
                        .simulator(simulator)
                        .plugins(new ExamplePolicy(checkout).buildIntoPluginsFolder())
                        .routes(routesWithTheTemplate())
                        .configuration(guide.block("yaml", "max-characters"))
                        .start()) {

            // When
            JsonNode flows =
                    gateway.management(DemoKey.ADMIN).get("/admin/flows").json();
            ApiAnswer chat = gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("sim-echo", "Bonjour"));
            ApiAnswer embedding = gateway.client(DemoKey.AGENT)
                    .post("/v1/embeddings", "{\"model\":\"embedding-minilm\",\"input\":\"Bonjour\"}");
            ApiAnswer tooLong =
                    gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("sim-echo", "b".repeat(150)));

            // Then
            assertThat(steps(flows, "ai.embeddings"))
                    .isEqualTo(guide.block("", "model:embeddings").lines().toList());
            assertThat(steps(flows, "ai.chat")).endsWith("text-limit", "model:chat");
            assertThat(chat.status()).as(chat.text()).isEqualTo(200);
            assertThat(chat.header("X-Ecluse-Policies"))
                    .hasValue("metering,identity,contract,access@request,access@content,text-limit");
            assertThat(embedding.status()).as(embedding.text()).isEqualTo(200);
            assertThat(tooLong.errorCode()).isEqualTo("request_too_large");
        }
    }

    private Path routesWithTheTemplate() throws IOException {
        return GuideFolder.copyOf(checkout.routes(), checkout)
                .write("governed.yaml", guide.block("yaml", "routeTemplate:"))
                .write("ai.chat.yaml", guide.block("yaml", "- to: kamelet:governed-model\n"))
                .write("ai.embeddings.yaml", guide.block("yaml", "- to: kamelet:governed-model?"))
                .path();
    }

    private static List<String> steps(JsonNode flows, String id) {
        JsonNode flow = flows.path("data")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
        return flow.path("steps")
                .valueStream()
                .map(step -> step.path("step").asString())
                .toList();
    }
}
