package fr.ecluse.acceptance.extension;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A policy in 15 minutes: its code, its place in a flow, its options and its refusals are those of the guide. */
class PolicyGuideTest {

    private final Checkout checkout = Checkout.current();
    private final Guide guide = Guide.read(checkout);
    private final ExamplePolicy example = new ExamplePolicy(checkout);

    PolicyGuideTest() throws IOException {}

    @Test
    void guideShowsTheCodeOfTheExample() throws IOException {
        String sources = example.sources();
        List<String> shown = guide.blocks("java").stream()
                .flatMap(block -> Arrays.stream(block.split("\\R *// ….*\\R")))
                .toList();
        assertThat(shown)
                .hasSizeGreaterThan(3)
                .allSatisfy(part -> assertThat(sources).contains(part));
        assertThat(guide.blocks("")).contains(example.service());
    }

    @Test
    void testOfTheExampleCompilesWithTheTestKit() throws IOException {
        example.compileTest();
    }

    @Test
    void policyOfTheExampleRefusesAsTheGuideSays() throws IOException {
        try (SimulatorProcess simulator = SimulatorProcess.start();
                GatewayProcess gateway = GatewayProcess.builder()
                        .simulator(simulator)
                        .plugins(example.buildIntoPluginsFolder())
                        .routes(routesWithThePolicy())
                        .configuration(guide.block("yaml", "max-characters"))
                        .start()) {

            ApiAnswer brief = chat(gateway, "Bonjour");
            ApiAnswer tooLong = chat(gateway, "b".repeat(150));
            ApiAnswer plugins = gateway.management(DemoKey.ADMIN).get("/admin/plugins");

            assertThat(brief.status()).isEqualTo(200);
            assertThat(guide.block("", "X-Ecluse-Policies").strip())
                    .isEqualTo("X-Ecluse-Policies: "
                            + brief.header("X-Ecluse-Policies").orElse(""));
            assertThat(tooLong.status()).isEqualTo(413);
            assertThat(withoutId(tooLong.text())).isEqualTo(withoutId(guide.block("json", "Les textes")));
            assertThat(simulator.journal().of(tooLong.requestId())).isEmpty();
            assertThat(withoutHash(plugins.text())).isEqualTo(withoutHash(guide.block("json", "\"kind\":\"policy\"")));
        }
    }

    private static ApiAnswer chat(GatewayProcess gateway, String text) {
        return gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("sim-echo", text), "Accept-Language", "fr");
    }

    /** The delivered flows, but for the steps that the guide shows. */
    private Path routesWithThePolicy() throws IOException {
        String steps = guide.block("yaml", "policy:text-limit");
        String deliveredSteps = steps.replaceAll(".*text-limit\\R", "");
        GuideFolder routes = GuideFolder.copyOf(checkout.routes(), checkout);
        String delivered = routes.read("ai.chat.yaml");
        assertThat(delivered).contains(deliveredSteps);
        return routes.write("ai.chat.yaml", delivered.replace(deliveredSteps, steps))
                .path();
    }

    private static JsonNode withoutId(String answer) {
        return Json.parse(answer.replaceFirst("\"request_id\":\"[^\"]*\"", "\"request_id\":\"\""));
    }

    private static JsonNode withoutHash(String answer) {
        return Json.parse(answer.replaceFirst("\"sha256\":\"[^\"]*\"", "\"sha256\":\"\""));
    }
}
