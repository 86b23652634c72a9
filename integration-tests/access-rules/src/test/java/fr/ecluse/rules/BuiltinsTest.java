package fr.ecluse.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.ecluse.realservers.NeedsOpa;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Every built-in that rules may use gives the same in both engines. */
@NeedsOpa
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuiltinsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<BuiltinCase> cases = BuiltinCase.all();
    private final Path module;
    private final WasmEngine wasm;
    private final ServerEngine server;

    BuiltinsTest(@TempDir Path folder) throws Exception {
        Path rules = Files.createDirectory(folder.resolve("rules"));
        module = Files.writeString(rules.resolve("builtins.rego"), source());
        wasm = WasmEngine.load(compile(rules, folder.resolve("bundle.tar.gz")));
        server = ServerEngine.start(rules, folder);
    }

    private String source() {
        return IntStream.range(0, cases.size())
                .mapToObj(i -> name(i) + " := " + cases.get(i).rule() + "\n")
                .collect(Collectors.joining("\n", "package builtins\n\n", ""));
    }

    private static String name(int index) {
        return "case_" + index;
    }

    private Bundle compile(Path rules, Path bundle) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("build", "--target", "wasm", "--bundle", rules.toString()));
        line.addAll(List.of("--capabilities", RulesFolder.capabilities().toString()));
        line.addAll(List.of("--output", bundle.toString()));
        IntStream.range(0, cases.size()).forEach(i -> line.addAll(List.of("--entrypoint", "builtins/" + name(i))));
        OpaCommand.run(line);
        try (InputStream archive = Files.newInputStream(bundle)) {
            return Bundle.read(archive);
        }
    }

    @AfterAll
    void stop() {
        server.close();
        wasm.close();
    }

    Stream<Arguments> cases() {
        return IntStream.range(0, cases.size()).mapToObj(i -> Arguments.of(name(i), cases.get(i)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("cases")
    void giveWhatIsExpectedInBothEngines(String name, BuiltinCase given) throws Exception {
        JsonNode expected = Objects.requireNonNullElse(given.expected(), MissingNode.getInstance());

        JsonNode fromServer = server.evaluate("builtins/" + name, JSON.createObjectNode());
        JsonNode fromWasm = wasm.evaluate("builtins/" + name, JSON.createObjectNode());

        assertThat(Values.ordered(fromServer)).as("server").isEqualTo(Values.ordered(expected));
        assertThat(Values.ordered(fromWasm)).as("Wasm").isEqualTo(Values.ordered(expected));
    }

    @Test
    void areAllTried() throws Exception {
        JsonNode capabilities = JSON.readTree(Files.readString(RulesFolder.capabilities()));

        assertThat(cases.stream().map(BuiltinCase::builtin).distinct())
                .containsExactlyInAnyOrderElementsOf(capabilities
                        .path("builtins")
                        .valueStream()
                        .map(builtin -> builtin.path("name").asString())
                        .toList());
    }

    @Test
    void areUsedByTheirCases() throws Exception {
        JsonNode rules = OpaCommand.parse(module.toString()).path("rules");

        assertThat(rules).hasSameSizeAs(cases);
        for (int i = 0; i < cases.size(); i++) {
            assertThat(references(rules.path(i)))
                    .as(cases.get(i).rule())
                    .contains(cases.get(i).builtin());
        }
    }

    @Test
    void areRefusedWithTheBundleWhereTheGatewayHasThemNot(@TempDir Path folder) throws Exception {
        Path rules = Files.createDirectory(folder.resolve("rules"));
        Files.writeString(rules.resolve("other.rego"), "package other\n\ntext := sprintf(\"%d\", [input.number])\n");
        Path archive = folder.resolve("bundle.tar.gz");
        OpaCommand.run(List.of(
                "build",
                "--target",
                "wasm",
                "--bundle",
                rules.toString(),
                "--output",
                archive.toString(),
                "--entrypoint",
                "other/text"));
        try (InputStream bytes = Files.newInputStream(archive)) {
            Bundle bundle = Bundle.read(bytes);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WasmEngine.load(bundle))
                    .withMessageContaining("sprintf");
        }
    }

    private static Stream<String> references(JsonNode node) {
        Stream<String> here = node.path("type").asString("").equals("ref")
                ? Stream.of(node.path("value")
                        .valueStream()
                        .map(part -> part.path("value").asString(""))
                        .collect(Collectors.joining(".")))
                : Stream.empty();
        return Stream.concat(here, node.valueStream().flatMap(BuiltinsTest::references));
    }
}
