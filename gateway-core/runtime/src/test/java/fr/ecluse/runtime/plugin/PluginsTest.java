package fr.ecluse.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.runtime.harness.TestJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Plugins from a folder of jars")
class PluginsTest {

    private static final String POLICY = """
            package sample;
            import fr.ecluse.spi.*;
            public final class Sample implements PolicyFactory<Sample.Options> {
                public record Options() {}
                public String name() { return "sample"; }
                public Class<Options> configType() { return Options.class; }
                public Policy create(Options options, PolicyContext context) {
                    return exchange -> {
                        exchange.addAnswerHeader("X-Sample", seen("fr.ecluse.runtime.gate.Gate") + seen("io.vertx.core.Vertx"));
                        return Decision.proceed();
                    };
                }
                private static String seen(String name) {
                    try {
                        Class.forName(name, false, Sample.class.getClassLoader());
                        return "seen ";
                    } catch (ClassNotFoundException e) {
                        return "hidden ";
                    }
                }
            }
            """;

    private static final String COMPONENT = """
            package sample;
            import java.util.Map;
            import org.apache.camel.*;
            import org.apache.camel.support.*;
            public final class Shelf extends DefaultComponent {
                protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
                    return new DefaultEndpoint(uri, this) {
                        public Producer createProducer() {
                            return new DefaultProducer(this) {
                                public void process(Exchange exchange) throws Exception {
                                    java.nio.file.Files.write(java.nio.file.Path.of(remaining), exchange.getMessage().getBody(byte[].class));
                                }
                            };
                        }
                        public Consumer createConsumer(Processor processor) { throw new UnsupportedOperationException(); }
                        public boolean isSingleton() { return true; }
                    };
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path plugins;

    @BeforeEach
    void makeFolder() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    private Path policyJar() throws Exception {
        return TestJar.of("sample.Sample", POLICY)
                .service("fr.ecluse.spi.PolicyFactory", "sample.Sample")
                .writeTo(plugins.resolve("sample.jar"));
    }

    @Test
    void aPolicyInAJarRunsAndSeesNothingOfTheGateway() throws Exception {
        policyJar();
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:sample")
                .with("ecluse.plugins.folder", plugins.toString())
                .start()) {
            gateway.upstream().answers(200, "{}");

            var answer = gateway.post("/v1/chat/completions", "{\"model\":\"m\"}");

            assertThat(answer.headers().firstValue("X-Ecluse-Policies")).contains("metering,identity,sample,contract");
            assertThat(answer.headers().firstValue("X-Sample")).contains("hidden hidden");
        }
    }

    @Test
    void aCamelComponentInAJarServesAConnector() throws Exception {
        TestJar.of("sample.Shelf", COMPONENT)
                .file("META-INF/services/org/apache/camel/component/shelf", "class=sample.Shelf\n")
                .writeTo(plugins.resolve("shelf.jar"));
        try (TestGateway gateway = TestGateway.in(folder)
                .flow("drop", "ai/drop", "policy:metering", "policy:identity", "policy:contract", "connector:shelf")
                .with("ecluse.plugins.folder", plugins.toString())
                .with("ecluse.connectors.shelf.uri", "shelf:" + folder.resolve("shelved"))
                .with("ecluse.connectors.shelf.max-sensitivity", "usual")
                .start()) {

            assertThat(gateway.post("/v1/drop", "{\"x\":1}").statusCode()).isEqualTo(202);
            assertThat(folder.resolve("shelved")).hasContent("{\"x\":1}");
        }
    }

    @Test
    void whereJarsAreListedAnyOtherStopsTheStart() throws Exception {
        Path jar = policyJar();
        String hash = Plugins.load(
                        new PluginOptions(Optional.of(plugins), List.of()),
                        getClass().getClassLoader())
                .descriptions()
                .stream()
                .filter(plugin -> plugin.name().equals("sample"))
                .findFirst()
                .orElseThrow()
                .sha256()
                .orElseThrow();

        try (Plugins listed = load(List.of(hash))) {
            assertThat(listed.policy("sample")).isPresent();
        }
        Files.write(jar, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> load(List.of(hash)))
                .hasMessageContaining("sample.jar")
                .hasMessageContaining("sha256");
    }

    @Test
    void aNameThatIsTakenStopsTheStart() throws Exception {
        TestJar.of("sample.Sample", POLICY.replace("\"sample\"", "\"identity\""))
                .service("fr.ecluse.spi.PolicyFactory", "sample.Sample")
                .writeTo(plugins.resolve("sample.jar"));

        assertThatThrownBy(() -> load(List.of())).hasMessageContaining("two policies named 'identity'");
    }

    @Test
    void whatIsNoJarStopsTheStart() throws Exception {
        Files.writeString(plugins.resolve("broken.jar"), "no jar");

        assertThatThrownBy(() -> load(List.of())).hasMessageContaining("broken.jar");
    }

    @Test
    void aServiceThatCannotBeMadeStopsTheStart() throws Exception {
        TestJar.of("sample.Sample", POLICY)
                .service("fr.ecluse.spi.PolicyFactory", "sample.Missing")
                .writeTo(plugins.resolve("sample.jar"));

        assertThatThrownBy(() -> load(List.of())).hasMessageContaining("sample.jar cannot be used");
    }

    @Test
    void aJarWithAComponentAndAPolicyStopsTheStart() throws Exception {
        TestJar.of("sample.Sample", POLICY)
                .service("fr.ecluse.spi.PolicyFactory", "sample.Sample")
                .file("META-INF/services/org/apache/camel/component/shelf", "class=sample.Shelf\n")
                .writeTo(plugins.resolve("both.jar"));

        assertThatThrownBy(() -> load(List.of()))
                .hasMessageContaining("both.jar")
                .hasMessageContaining("in a jar of its own");
    }

    @Test
    void aFolderThatDoesNotExistHoldsNone() throws Exception {
        try (Plugins none = Plugins.load(
                new PluginOptions(Optional.of(folder.resolve("none")), List.of()),
                getClass().getClassLoader())) {
            assertThat(none.policyNames()).contains("identity", "probe");
            assertThat(none.components()).isEmpty();
        }
    }

    @Test
    void hashesAreChecked() {
        assertThatThrownBy(() -> new PluginOptions(Optional.empty(), List.of("ABC")))
                .hasMessageContaining("64 hexadecimal digits");
    }

    private Plugins load(List<String> hashes) {
        return Plugins.load(
                new PluginOptions(Optional.of(plugins), hashes), getClass().getClassLoader());
    }
}
