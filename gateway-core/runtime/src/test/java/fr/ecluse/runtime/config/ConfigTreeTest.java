package fr.ecluse.runtime.config;

import static fr.ecluse.runtime.config.Samples.environment;
import static fr.ecluse.runtime.config.Samples.source;
import static fr.ecluse.runtime.config.Samples.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.config.Option;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTreeTest {

    record Listed(
            @Option("Words.") List<String> words,
            @Option("Pairs.") Map<String, String> pairs) {}

    @Test
    void keysOutsideTheRootAreLeftAlone() {
        ConfigTree tree = tree("quarkus.http.port", "8080", "eclusedata", "1", "ecluse", "odd", "ecluse.gate.x", "y");

        assertThat(tree.key()).isEqualTo("ecluse");
        assertThat(tree.names()).containsExactly("gate");
        assertThat(tree).hasToString("ConfigTree[ecluse, [gate]]");
    }

    @Test
    void quotedNamesAreOneSegment() {
        ConfigTree tree = tree("ecluse.flows.\"ai.chat\".identity.x", "1", "ecluse.flows.\"a[0]\".y", "2");

        assertThat(tree.at("flows").names()).containsExactly("a[0]", "ai.chat");
        assertThat(tree.at("flows").entry("ai.chat").at("identity").value("x")).contains("1");
        assertThat(tree.at("flows").entry("ai.chat").at("identity").key())
                .isEqualTo("ecluse.flows.\"ai.chat\".identity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ecluse.", "ecluse..x", "ecluse.a.", "ecluse.\"a.b", "ecluse.[0]", "ecluse.a[x]", "ecluse.a[0]b"
            })
    void malformedKeysAreRefused(String key) {
        assertThatThrownBy(() -> tree(key, "hidden"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(key + ": malformed key (in test.yaml)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ecluse.a    | ecluse.a.b  | ecluse.a: is given both as a value and as a map (in test.yaml)
                    ecluse.a[0] | ecluse.a.b  | ecluse.a: is given both as a list and as a map (in test.yaml)
                    ecluse.a[0] | ecluse.a[2] | ecluse.a[1]: is missing, but a later item is there (in test.yaml)
                    ecluse.a[1] | ecluse.a[2] | ecluse.a[0]: is missing, but a later item is there (in test.yaml)
                    """)
    void oneSourceMayNotContradictItself(String one, String other, String message) {
        assertThatThrownBy(() -> tree(one, "1", other, "2"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @Test
    void allThatIsWrongIsReportedTogether() {
        assertThatThrownBy(() -> tree("ecluse..a", "1", "ecluse..b", "2"))
                .hasMessageStartingWith("2 problems in the configuration:\n- ecluse..a: ")
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .extracting(ConfigurationException.Problem::key)
                                .containsExactly("ecluse..a", "ecluse..b"));
    }

    @Test
    void mapsMergeAndTheHighestOrdinalWins() {
        ConfigTree tree = ConfigTree.of(
                List.of(
                        source("high", 300, "ecluse.m.a", "high"),
                        source("low", 100, "ecluse.m.a", "low", "ecluse.m.b", "low", "ecluse.m.c.d", "low"),
                        source("middle", 200, "ecluse.m.b", "middle", "ecluse.m.c.e", "middle")),
                Environment.none());

        assertThat(tree.at("m").value("a")).contains("high");
        assertThat(tree.at("m").value("b")).contains("middle");
        assertThat(tree.at("m").at("c").names()).containsExactly("d", "e");
        assertThat(tree.at("m").value("nothing")).isEmpty();
    }

    @Test
    void amongEqualOrdinalsTheLaterSourceWins() {
        ConfigTree tree = ConfigTree.of(
                List.of(source("one", 100, "ecluse.a", "1"), source("other", 100, "ecluse.a", "2")),
                Environment.none());

        assertThat(tree.value("a")).contains("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecluse.l.words[0]", "ecluse.l.words"})
    void listsReplace(String higherKey) {
        ConfigTree tree = ConfigTree.of(
                List.of(
                        source("low", 100, "ecluse.l.words[0]", "a", "ecluse.l.words[1]", "b", "ecluse.l.words", "a,b"),
                        source("high", 200, higherKey, "c")),
                Environment.none());

        assertThat(tree.at("l").bind(Listed.class).words()).containsExactly("c");
    }

    @Test
    void anEmptyValueEmptiesAListButNoMap() {
        ConfigTree tree = ConfigTree.of(
                List.of(
                        source("low", 100, "ecluse.l.words[0]", "a", "ecluse.l.pairs.k", "v"),
                        source("high", 200, "ecluse.l.words", "", "ecluse.l.pairs", "")),
                Environment.none());

        assertThat(tree.at("l").bind(Listed.class)).isEqualTo(new Listed(List.of(), Map.of("k", "v")));
    }

    @Test
    void aPartThatIsNotConfiguredIsEmpty() {
        assertThat(tree().at("nothing").names()).isEmpty();
        assertThat(tree("ecluse.a", "").at("a").names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecluse.a", "ecluse.a[0]"})
    void aPartIsNoValue(String key) {
        assertThatThrownBy(() -> tree(key, "secret").at("a"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("ecluse.a: must be a map, with keys below it");
    }

    @Test
    void theMoreSpecificPartWinsWhateverTheOrdinals() {
        Environment environment = environment(500, "ECLUSE_POLICIES_P_A", "env", "ECLUSE_POLICIES_P_B", "env");
        ConfigTree root = ConfigTree.of(
                List.of(
                        source("high", 400, "ecluse.policies.p.c", "general", "ecluse.policies.p.words[0]", "general"),
                        source("low", 100, "ecluse.flows.f.p.a", "specific", "ecluse.flows.f.p.words[0]", "specific")),
                environment);

        ConfigTree overlaid =
                root.at("policies").at("p").overlay(root.at("flows").entry("f").at("p"));

        assertThat(overlaid.key()).isEqualTo("ecluse.policies.p");
        assertThat(overlaid.value("a")).as("given for the flow").contains("specific");
        assertThat(overlaid.value("b")).as("from the environment only").contains("env");
        assertThat(overlaid.value("c")).contains("general");
        assertThat(overlaid.only("words").bind(Words.class).words()).containsExactly("specific");
    }

    record Words(@Option("Words.") Set<String> words) {}

    record Two(@Option("One.") String a, @Option("Two.") String b) {}

    record Outer(@Option("Inner.") Two inner) {}

    @Test
    void anOverlaidPartStillTakesItsDefaultsFromTheGeneralEnvironment() {
        ConfigTree root = ConfigTree.of(
                List.of(source("s", 100, "ecluse.flows.f.p.inner.a", "specific")),
                environment(300, "ECLUSE_POLICIES_P_INNER_A", "env", "ECLUSE_POLICIES_P_INNER_B", "env"));

        ConfigTree overlaid =
                root.at("policies").at("p").overlay(root.at("flows").entry("f").at("p"));

        assertThat(overlaid.bind(Outer.class)).isEqualTo(new Outer(new Two("specific", "env")));
    }

    @Test
    void problemsInAnOverlayNameTheKeyThatWasWritten() {
        ConfigTree root = tree("ecluse.policies.p.a", "1", "ecluse.flows.\"x.y\".p.bb", "2");

        ConfigTree overlaid = root.at("policies")
                .at("p")
                .overlay(root.at("flows").entry("x.y").at("p"));

        assertThatThrownBy(() -> overlaid.bind(Two.class))
                .hasMessageContaining("- ecluse.flows.\"x.y\".p.bb: unknown key, did you mean 'b'?")
                .hasMessageContaining("- ecluse.policies.p.b: must be set (string)");
    }

    @Test
    void namesCanBeTakenAwayAndKept() {
        ConfigTree tree = tree("ecluse.a", "1", "ecluse.b", "2", "ecluse.c", "3");

        assertThat(tree.without("a", "nothing").names()).containsExactly("b", "c");
        assertThat(tree.only("a", "nothing").names()).containsExactly("a");
        assertThat(tree.without("c").bind(Two.class)).isEqualTo(new Two("1", "2"));
    }

    @Test
    void aSingleValueComesFromTheEnvironmentByRank() {
        Environment environment = environment(300, "ECLUSE_GATE_MAX_SIZE", "env", "ECLUSE_EMPTY", "");
        ConfigTree below = ConfigTree.of(List.of(source("s", 100, "ecluse.gate.max-size", "file")), environment);
        ConfigTree above = ConfigTree.of(List.of(source("s", 400, "ecluse.gate.max-size", "file")), environment);

        assertThat(below.at("gate").value("max-size")).contains("env");
        assertThat(above.at("gate").value("max-size")).contains("file");
        assertThat(below.entry("gate").value("max-size"))
                .as("an operator's name")
                .contains("file");
        assertThat(below.value("empty")).isEmpty();
    }
}
