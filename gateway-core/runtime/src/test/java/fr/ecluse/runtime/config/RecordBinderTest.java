package fr.ecluse.runtime.config;

import static fr.ecluse.runtime.config.Samples.environment;
import static fr.ecluse.runtime.config.Samples.source;
import static fr.ecluse.runtime.config.Samples.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.runtime.config.ConfigurationException.Problem;
import fr.ecluse.runtime.config.Samples.Defaults;
import fr.ecluse.runtime.config.Samples.Door;
import fr.ecluse.runtime.config.Samples.Failure;
import fr.ecluse.runtime.config.Samples.House;
import fr.ecluse.runtime.config.Samples.Lock;
import fr.ecluse.runtime.config.Samples.Scalars;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.config.Option;
import fr.ecluse.spi.config.SecretRef;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class RecordBinderTest {

    private static final Map<String, String> SCALARS = Map.ofEntries(
            Map.entry("text", " as it is "),
            Map.entry("on-off", "true"),
            Map.entry("count", "-3"),
            Map.entry("large-count", "9000000000"),
            Map.entry("share", "0.25"),
            Map.entry("price", "1.10"),
            Map.entry("failure", "log-only"),
            Map.entry("level", "dr"),
            Map.entry("delay", "250ms"),
            Map.entry("max-size", "64KB"),
            Map.entry("folder", "/var/lib"),
            Map.entry("base-url", "https://host/v1"),
            Map.entry("since", "2026-01-31T12:00:00Z"),
            Map.entry("step", "dlp@detect"));

    @Test
    void everyKindOfSingleValueIsRead() {
        assertThat(scalars(Map.of()))
                .isEqualTo(new Scalars(
                        " as it is ",
                        true,
                        -3,
                        9_000_000_000L,
                        0.25,
                        new BigDecimal("1.10"),
                        Failure.LOG_ONLY,
                        Sensitivity.DR,
                        Duration.ofMillis(250),
                        new ByteSize(65_536),
                        Path.of("/var/lib"),
                        URI.create("https://host/v1"),
                        Instant.parse("2026-01-31T12:00:00Z"),
                        StepName.parse("dlp@detect")));
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "10s,PT10S", "5m,PT5M", "24h,PT24H", "1d,PT24H", "PT1M30S,PT1M30S", "' 3s ',PT3S"})
    void durationsHaveAShortForm(String written, Duration meant) {
        assertThat(scalars(Map.of("delay", written)).delay()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bad-values.csv", numLinesToSkip = 1)
    void aBadValueIsNamedWithWhatIsAllowed(String key, String written, String message) {
        assertThatThrownBy(() -> scalars(Map.of(key, written)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("ecluse." + key + ": '" + written + "' " + message + " (in test.yaml)");
    }

    @Test
    void aLongBadValueIsCut() {
        assertThatThrownBy(() -> scalars(Map.of("count", "x".repeat(500))))
                .hasMessageContaining("'" + "x".repeat(80) + "…' is not a whole number");
    }

    @Test
    void defaultsAreWrittenAsInYaml() {
        Defaults bound = tree("ecluse.sample.rest.a.b", "1").at("sample").bind(Defaults.class);

        assertThat(bound.text()).isEqualTo("#1, quoted");
        assertThat(bound.count()).isEqualTo(-7);
        assertThat(bound.words()).containsExactly("a", "b");
        assertThat(bound.numbers()).containsExactly(1, 2);
        assertThat(bound.limits())
                .containsExactly(Map.entry("fast", Duration.ofSeconds(1)), Map.entry("slow", Duration.ofMinutes(1)));
        assertThat(bound.absent()).isEmpty();
        assertThat(bound.doors()).isEmpty();
        assertThat(bound.tags()).isEmpty();
        assertThat(bound.doorsByName()).isEmpty();
        assertThat(bound.lock()).isEqualTo(new Lock(Duration.ofSeconds(10)));
        assertThat(bound.rest().at("a").value("b")).contains("1");
    }

    @Test
    void aPartForOthersMayBeAbsent() {
        assertThat(tree().bind(Defaults.class).rest().names()).isEmpty();
    }

    @Test
    void recordsListsAndMapsAreNested() {
        House house = tree(
                        "ecluse.owner", "Ada",
                        "ecluse.doors[0].name", "front",
                        "ecluse.doors[0].key.ref", "env:FRONT",
                        "ecluse.doors[1].name", "back",
                        "ecluse.doors[1].width", "80",
                        "ecluse.gates.\"north.west\".name", "nw",
                        "ecluse.gates.east.name", "e",
                        "ecluse.master-key.ref", "file:/run/key",
                        "ecluse.lock.duration", "1m",
                        "ecluse.colours", "red, green\\,ish ,, a\\b\\\\",
                        "ecluse.rooms.attic.size", "3",
                        "ecluse.garden.tree", "oak")
                .bind(House.class);

        assertThat(house.doors())
                .containsExactly(
                        new Door("front", Optional.of(new SecretRef("env:FRONT")), 90),
                        new Door("back", Optional.empty(), 80));
        assertThat(house.gates())
                .containsExactly(
                        Map.entry("east", new Door("e", Optional.empty(), 90)),
                        Map.entry("north.west", new Door("nw", Optional.empty(), 90)));
        assertThat(house.masterKey()).isEqualTo(new SecretRef("file:/run/key"));
        assertThat(house.lock()).contains(new Lock(Duration.ofMinutes(1)));
        assertThat(house.colours()).containsExactly("red", "green,ish", "a\\b\\");
        assertThat(house.rooms())
                .hasEntrySatisfying(
                        "attic", attic -> assertThat(attic.value("size")).contains("3"));
        assertThat(house.garden().value("tree")).contains("oak");
    }

    @Test
    void itemsOfAListAreTakenAsTheyAre() {
        assertThat(tree("ecluse.words[0]", "a, b", "ecluse.words[1]", "c")
                        .bind(ConfigTreeTest.Words.class)
                        .words())
                .containsExactly("a, b", "c");
    }

    @Test
    void allProblemsAreReportedAtOnceAndNoSecretIsShown() {
        assertThatThrownBy(() -> tree(
                                "ecluse.ownr", "Ada",
                                "ecluse.doors[0].name", "front",
                                "ecluse.doors[0].width", "501",
                                "ecluse.doors[1].key", "sk-1",
                                "ecluse.gates", "sk-2",
                                "ecluse.master-key.ref", "sk-3",
                                "ecluse.master-key.value", "sk-4",
                                "ecluse.lock[0]", "sk-5",
                                "ecluse.colours.red", "1",
                                "ecluse.garden", "oak")
                        .bind(House.class))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .containsExactlyInAnyOrder(
                                        problem(
                                                "ecluse.ownr",
                                                "unknown key, did you mean 'owner'? allowed here: owner, doors, gates, "
                                                        + "master-key, lock, colours, rooms, garden (in test.yaml)"),
                                        problem("ecluse.owner", "must be set (string)"),
                                        problem("ecluse.doors[0]", "width is at most 500, not 501"),
                                        problem("ecluse.doors[1].name", "must be set (string)"),
                                        problem(
                                                "ecluse.doors[1].key",
                                                "must be a map, with keys below it (in test.yaml)"),
                                        problem("ecluse.gates", "must be a map, with keys below it (in test.yaml)"),
                                        problem(
                                                "ecluse.master-key.value",
                                                "unknown key; allowed here: ref (in test.yaml)"),
                                        problem("ecluse.lock", "must be a map, with keys below it"),
                                        problem("ecluse.colours", "must be a list"),
                                        problem("ecluse.garden", "must be a map, with keys below it (in test.yaml)")))
                .message()
                .doesNotContain("sk-");
    }

    @Test
    void aSecretInTheOpenIsRefusedWithoutBeingShown() {
        assertThatThrownBy(
                        () -> tree("ecluse.name", "n", "ecluse.key.ref", "sk-1").bind(Door.class))
                .hasMessage("ecluse.key: a secret is referred to as env:NAME or file:PATH");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ecluse.name.x | ecluse.name: must be a single value (string)
                    ecluse.name[0] | ecluse.name: must be a single value (string)
                    ecluse.key[0].ref | ecluse.key: must be a map, with keys below it
                    """)
    void shapesMustFit(String key, String message) {
        assertThatThrownBy(() -> tree(key, "x").bind(Door.class)).hasMessageContaining(message);
    }

    @Test
    void aListOfRecordsIsNoSingleValue() {
        assertThatThrownBy(() -> tree("ecluse.doors", "front").bind(Defaults.class))
                .hasMessage("ecluse.doors: must be a list (in test.yaml)");
    }

    @Test
    void badItemsAndEntriesAreNamed() {
        assertThatThrownBy(() -> tree(
                                "ecluse.numbers", "1,x",
                                "ecluse.limits.fast", "soon",
                                "ecluse.doors-by-name.a.width", "1",
                                "ecluse.absent.x", "1")
                        .bind(Defaults.class))
                .hasMessageContaining("- ecluse.numbers: 'x' is not a whole number (in test.yaml)")
                .hasMessageContaining("- ecluse.limits.fast: 'soon' is not a duration")
                .hasMessageContaining("- ecluse.doors-by-name.a.name: must be set (string)")
                .hasMessageContaining("- ecluse.absent: must be a single value (string)");
    }

    @Test
    void emptyValuesAreEmptyCollectionsAndAbsentOptions() {
        Defaults bound = tree(
                        "ecluse.words", "",
                        "ecluse.numbers", "",
                        "ecluse.limits", "",
                        "ecluse.absent", "",
                        "ecluse.doors", "",
                        "ecluse.lock", "",
                        "ecluse.rest", "")
                .bind(Defaults.class);

        assertThat(bound.words()).isEmpty();
        assertThat(bound.numbers()).isEmpty();
        assertThat(bound.limits()).isEmpty();
        assertThat(bound.absent()).isEmpty();
        assertThat(bound.doors()).isEmpty();
        assertThat(bound.lock()).isEqualTo(new Lock(Duration.ofSeconds(10)));
        assertThat(bound.rest().names()).isEmpty();
    }

    record Moody(@Option("Any.") Optional<String> any) {

        public Moody {
            if (any.isPresent()) {
                throw new IllegalStateException("not today");
            }
        }
    }

    @Test
    void whatAConstructorDidNotMeanToThrowIsNamed() {
        assertThatThrownBy(() -> tree("ecluse.any", "x").bind(Moody.class))
                .hasMessage("ecluse: java.lang.IllegalStateException: not today");
    }

    @Test
    void theEnvironmentIsAskedForKnownOptionsOnly() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "ECLUSE_OWNER", "env",
                "ECLUSE_COLOURS", "red,green",
                "ECLUSE_LOCK_DURATION", "7s",
                "ECLUSE_MASTER_KEY_REF", "env:MASTER",
                "ECLUSE_GATES_EAST_WIDTH", "1",
                "ECLUSE_DOORS", "x",
                "ECLUSE_GARDEN_TREE", "fir",
                "ECLUSE_ROOMS_ATTIC_SIZE", "4"));
        Environment environment = new Environment(300, variables::get);
        House house = ConfigTree.of(
                        List.of(
                                source("low", 100, "ecluse.owner", "low", "ecluse.colours[0]", "low"),
                                source("low", 100, "ecluse.gates.east.name", "e", "ecluse.rooms.attic.size", "3"),
                                source("low", 100, "ecluse.garden.tree", "oak")),
                        environment)
                .bind(House.class);

        assertThat(house.owner()).isEqualTo("env");
        assertThat(house.colours()).containsExactly("red", "green");
        assertThat(house.lock()).contains(new Lock(Duration.ofSeconds(7)));
        assertThat(house.masterKey()).isEqualTo(new SecretRef("env:MASTER"));
        assertThat(house.gates())
                .as("an entry of a map")
                .hasEntrySatisfying("east", east -> assertThat(east.width()).isEqualTo(90));
        assertThat(house.doors()).as("no list of single values").isEmpty();
        assertThat(house.garden().value("tree")).as("a part with a fixed key").contains("fir");
        assertThat(house.rooms())
                .as("a part in a map")
                .hasEntrySatisfying(
                        "attic", attic -> assertThat(attic.value("size")).contains("3"));
    }

    @Test
    void higherSourcesWinOverTheEnvironment() {
        Environment environment = environment(300, "ECLUSE_WORDS", "env", "ECLUSE_COUNT", "1", "ECLUSE_TAGS", "env");
        Defaults bound = ConfigTree.of(
                        List.of(source("high", 400, "ecluse.words[0]", "high", "ecluse.count", "2")), environment)
                .bind(Defaults.class);

        assertThat(bound.words()).containsExactly("high");
        assertThat(bound.count()).isEqualTo(2);
        assertThat(bound.tags()).containsExactly("env");
    }

    @Test
    void aBadVariableIsNamed() {
        assertThatThrownBy(() ->
                        tree(environment(300, "ECLUSE_LOCK_DURATION", "soon")).bind(Defaults.class))
                .hasMessageStartingWith("ecluse.lock.duration: 'soon' is not a duration")
                .hasMessageEndingWith("(in ECLUSE_LOCK_DURATION)");
    }

    @Test
    void theEnvironmentDoesNotHideABadShape() {
        assertThatThrownBy(() -> tree(environment(300, "ECLUSE_LOCK_DURATION", "1s"), "ecluse.lock", "x")
                        .bind(Defaults.class))
                .hasMessage("ecluse.lock: must be a map, with keys below it (in test.yaml)");
    }

    record WrongType(@Option("A date.") Date date) {}

    record WrongKey(@Option("A map.") Map<Integer, String> map) {}

    record Undocumented(String text) {}

    record Endless(@Option("Itself.") List<Endless> itself) {}

    record WrongDefault(
            @Option(value = "A count.", byDefault = "[1]") int count) {}

    @Test
    void recordsThatCannotBeConfiguredAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBinder.of(WrongType.class))
                .withMessageEndingWith("WrongType.date: java.util.Date cannot be configured");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBinder.of(WrongKey.class))
                .withMessageContaining("WrongKey.map: java.util.Map<java.lang.Integer, java.lang.String>");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBinder.of(Undocumented.class))
                .withMessageEndingWith("Undocumented.text has no @Option that documents it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBinder.of(Endless.class))
                .withMessageEndingWith("Endless contains itself");
        assertThatThrownBy(() -> tree().bind(WrongDefault.class))
                .hasMessage("ecluse.count: must be a single value (integer)");
    }

    @ParameterizedTest
    @CsvSource({
        "maxRetries,max-retries",
        "baseURL,base-url",
        "sha256,sha256",
        "http2Max,http2-max",
        "URLPrefix,url-prefix"
    })
    void keysAreKebabCase(String component, String key) {
        assertThat(OptionRecord.kebabCase(component)).isEqualTo(key);
    }

    @Test
    void setsHaveNoRepetitions() {
        assertThat(tree("ecluse.words", "a,b,a")
                        .bind(ConfigTreeTest.Words.class)
                        .words())
                .isEqualTo(Set.of("a", "b"));
    }

    private static Scalars scalars(Map<String, String> changes) {
        Map<String, String> values = new HashMap<>();
        SCALARS.forEach((key, value) -> values.put("ecluse." + key, value));
        changes.forEach((key, value) -> values.put("ecluse." + key, value));
        return ConfigTree.of(List.of(new ConfigSource("test.yaml", 100, values)), Environment.none())
                .bind(Scalars.class);
    }

    private static Problem problem(String key, String message) {
        return new Problem(key, message);
    }
}
