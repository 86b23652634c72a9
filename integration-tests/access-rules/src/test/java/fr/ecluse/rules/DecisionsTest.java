package fr.ecluse.rules;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.realservers.NeedsOpa;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The delivered bundle decides the delivered cases, and both engines decide alike. */
@NeedsOpa
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DECISION = "ecluse/access/decision";

    private final Bundle bundle;
    private final WasmEngine wasm;
    private final ServerEngine server;

    DecisionsTest(@TempDir Path folder) throws Exception {
        bundle = delivered();
        wasm = WasmEngine.load(bundle);
        server = ServerEngine.start(RulesFolder.bundle(), folder);
    }

    /** As the gateway finds it: on the class path. */
    private static Bundle delivered() throws IOException {
        try (InputStream archive = DecisionsTest.class.getResourceAsStream("/META-INF/ecluse/rules/bundle.tar.gz")) {
            return Bundle.read(Objects.requireNonNull(archive));
        }
    }

    @AfterAll
    void stop() {
        server.close();
        wasm.close();
    }

    static List<Path> cases() throws IOException {
        return RulesFolder.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areThoseOfTheCaseInBothEngines(Path file) throws Exception {
        // Given
        JsonNode given = JSON.readTree(Files.readString(file));
        Object expected = Values.unordered(given.required("expected"));

        // When
        JsonNode fromServer = server.evaluate(DECISION, given.required("input"));
        JsonNode fromWasm = wasm.evaluate(DECISION, given.required("input"));

        // Then
        assertThat(Values.unordered(fromServer)).as("server").isEqualTo(expected);
        assertThat(Values.unordered(fromWasm)).as("Wasm").isEqualTo(expected);
    }

    @Test
    void nameTheRevisionOfTheBundle() throws Exception {
        String revision = bundle.manifest().path("revision").asString();

        assertThat(revision).matches("[0-9a-f]{64}");
        assertThat(server.revision()).isEqualTo(revision);
    }

    @Test
    void comeFromABundleWithoutTests() {
        assertThat(bundle.names())
                .contains("/ecluse/access/access.rego", "/policy.wasm", "/data.json", "/.manifest")
                .noneMatch(name -> name.endsWith("_test.rego"))
                .allMatch(name ->
                        name.matches("/[.]manifest|/policy[.]wasm|/data[.]json|/ecluse/(access|log)/.*[.]rego"));
    }

    @Test
    void areCachedByAProjectionThatTheBundleNames() {
        JsonNode metadata = bundle.manifest().path("metadata");

        assertThat(metadata.path("entrypoint").asString()).isEqualTo(DECISION);
        assertThat(metadata.path("projection").valueStream().map(JsonNode::asString))
                .contains("/subject/id", "/context/phase")
                .allMatch(path -> path.startsWith("/"));
    }
}
