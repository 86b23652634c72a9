package fr.ecluse.plugin.access.engine;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.plugin.access.Schemas;
import fr.ecluse.plugin.access.rules.RulingReader;
import fr.ecluse.spi.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The delivered rules inside the process")
class DeliveredRulesTest {

    private static final Path CASES = Path.of("../../policies/rego/cases");
    private static final ObjectMapper JSON = new JsonMapper();

    private static WasmRules rules;

    @BeforeAll
    static void compile() throws Exception {
        rules = new WasmRules(Bundle.of(RulesFolder.delivered()), 1);
    }

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decideEachCaseAsItSays(Path file) throws Exception {
        JsonNode one = JSON.readTree(Files.readAllBytes(file));

        Rules.Result result = rules.ask(one.path("input").toString(), Deadline.in(Duration.ofSeconds(10)), Shield.NONE);

        assertThat(sorted(JSON.readTree(result.json())))
                .as(one.path("name").asString())
                .isEqualTo(sorted(one.path("expected")));
        assertThat(RulingReader.read(result.value()).allow())
                .isEqualTo(one.path("expected").path("allow").asBoolean());
        assertThat(Schemas.errors("input.schema.json", one.path("input").toString()))
                .isEmpty();
        assertThat(Schemas.errors("decision.schema.json", result.json())).isEmpty();
    }

    @Test
    void haveARevisionAndSayWhatTheyRead() {
        assertThat(rules.revision()).isNotEmpty();
        assertThat(rules.projection().facts()).hasSizeBetween(10, 25);
    }

    @Test
    void bringCasesToBeTriedBeforeTheyComeIntoForce() throws Exception {
        assertThat(Bundle.of(RulesFolder.delivered()).cases()).hasSizeGreaterThan(2);
    }

    /** Lists of a decision are sets: their order means nothing. */
    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ArrayNode array) {
            List<JsonNode> items = array.valueStream()
                    .map(DeliveredRulesTest::sorted)
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .toList();
            ArrayNode copy = JSON.createArrayNode();
            items.forEach(copy::add);
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(member -> copy.set(member.getKey(), sorted(member.getValue())));
            return copy;
        }
        return node;
    }
}
