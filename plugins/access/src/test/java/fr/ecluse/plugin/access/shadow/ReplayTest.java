package fr.ecluse.plugin.access.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Recorded decisions before a candidate")
class ReplayTest {

    private static final Path CASES = Path.of("../../policies/rego/cases");
    private static final ObjectMapper JSON = new JsonMapper();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Path bundle;

    @BeforeEach
    void deliver() throws Exception {
        try (InputStream delivered = getClass().getResourceAsStream("/META-INF/ecluse/rules/bundle.tar.gz")) {
            bundle = Files.write(
                    folder.resolve("bundle.tar.gz"),
                    Objects.requireNonNull(delivered).readAllBytes());
        }
    }

    @Test
    void comeOutAsTheyWereOrAreReported() throws Exception {
        JsonNode allowed = one("chat-request");
        JsonNode denied = one("clearance-public");

        Map<Difference, Integer> counts = replay(List.of(
                event("as-before", allowed.path("input"), allowed.path("expected")),
                event("as-before-too", denied.path("input"), denied.path("expected")),
                event("denied-now", denied.path("input"), allowed.path("expected")),
                event("allowed-now", allowed.path("input"), denied.path("expected")),
                event("freer-then", allowed.path("input"), withoutObligations(allowed.path("expected"))),
                event("no-ruling", allowed.path("input"), JSON.createObjectNode())));

        assertThat(counts)
                .isEqualTo(Map.of(
                        Difference.SAME, 2,
                        Difference.WOULD_DENY, 1,
                        Difference.WOULD_ALLOW, 1,
                        Difference.OBLIGATIONS_DIFFER, 1,
                        Difference.ERROR, 1));
        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("would_deny denied-now", "would_allow allowed-now", "obligations_differ freer-then")
                .contains("error no-ruling")
                .doesNotContain("as-before");
    }

    @Test
    void areCountedApartWhereTheyAreNone() throws Exception {
        JsonNode allowed = one("chat-request");

        Map<Difference, Integer> counts = replay(List.of(
                "{\"decision_id\":\"d\",\"input\":{},\"error\":{\"code\":\"timeout\"}}",
                "cut sho",
                event("d", allowed.path("input"), allowed.path("expected"))));

        assertThat(counts).isEqualTo(Map.of(Difference.SAME, 1));
        assertThat(written.toString(StandardCharsets.UTF_8)).containsPattern("without a decision +2");
    }

    @Test
    void needACandidate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.run(folder.resolve("log"), folder.resolve("nothing"), System.out))
                .withMessageContaining("cannot be tried");
    }

    private Map<Difference, Integer> replay(List<String> events) throws Exception {
        Path log = Files.write(folder.resolve("decisions.jsonl"), events);
        return Replay.run(log, bundle, new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    private static String event(String id, JsonNode input, JsonNode result) {
        ObjectNode event = JSON.createObjectNode().put("decision_id", id);
        event.set("input", input);
        event.set("result", result);
        return event.toString();
    }

    private static JsonNode withoutObligations(JsonNode ruling) {
        var changed = (ObjectNode) ruling.deepCopy();
        changed.putObject("obligations");
        return changed;
    }

    private static JsonNode one(String name) throws Exception {
        return JSON.readTree(Files.readAllBytes(CASES.resolve(name + ".json")));
    }
}
