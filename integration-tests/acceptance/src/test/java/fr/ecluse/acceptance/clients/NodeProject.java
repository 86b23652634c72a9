package fr.ecluse.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;

/** The tests under {@code src/test/node}, which run in Node with OpenAI's library for JavaScript. */
final class NodeProject {

    private static final int LIMIT_SECONDS = 120;

    private final Path folder;

    private NodeProject(Path folder) {
        this.folder = folder;
    }

    /**
     * Puts the project beside the compiled tests and installs what its lock file names, once for each lock file.
     *
     * @throws TestAbortedException if there is no npm here, and this is not CI
     */
    static NodeProject install() throws IOException {
        Path module = Checkout.current().root().resolve("integration-tests/acceptance");
        Path folder = module.resolve("target/node");
        copy(module.resolve("src/test/node"), folder);
        Path lock = folder.resolve("package-lock.json");
        Path installed = folder.resolve("node_modules/installed.json");
        if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
            String output = run(folder, Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
            assertThat(folder.resolve("node_modules/openai")).as(output).isDirectory();
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return new NodeProject(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Runs a file of tests against a gateway; each of its tests becomes one here. */
    Stream<DynamicTest> tests(String file, GatewayProcess gateway, SimulatorProcess simulator) throws IOException {
        String output = run(
                folder,
                Map.of(
                        "ECLUSE_TEST_BASE_URL", gateway.baseUrl(),
                        "ECLUSE_TEST_KEY", gateway.key(DemoKey.AGENT),
                        "ECLUSE_TEST_SIMULATOR_URL", simulator.url().toString()),
                "node",
                "--test",
                "--test-reporter=./reporter.mjs",
                file);
        List<JsonNode> results = output.lines()
                .filter(line -> line.startsWith("{"))
                .map(Json::parse)
                .toList();
        assertThat(results).as(output).isNotEmpty();
        return results.stream()
                .map(result -> dynamicTest(
                        result.path("name").asString(),
                        () -> assertThat(result.path("passed").asBoolean())
                                .as(result.path("problem").asString())
                                .isTrue()));
    }

    private static String run(Path folder, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw missing(command[0], e, isSet(System.getenv("CI")));
        }
        process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).whenComplete((_, late) -> {
            if (late != null) {
                process.destroyForcibly();
            }
        });
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Leaves the tests out on a desk without Node; in CI, where everything must be tried, they fail. */
    static RuntimeException missing(String program, IOException cause, boolean everythingMustRun) {
        String message = program + " is not installed here";
        return everythingMustRun ? new IllegalStateException(message, cause) : new TestAbortedException(message, cause);
    }

    /** What CI services set to {@code true}. */
    static boolean isSet(@Nullable String variable) {
        return variable != null && !variable.isBlank() && !variable.equals("false");
    }
}
