package fr.ecluse.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.runtime.harness.TestJar;
import fr.ecluse.runtime.reload.Reloader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Builtins of plugins")
class BuiltinsTest {

    /** Answers with its option, the models and what its policy left; fails as the request's body says. */
    private static final String BUILTIN = """
            package sample;
            import fr.ecluse.spi.*;
            import fr.ecluse.spi.config.Option;
            import fr.ecluse.spi.error.*;
            import fr.ecluse.spi.state.StateUnavailableException;
            public final class Sample implements BuiltinFactory<Sample.Options> {
                public record Options(@Option(value = "What it says.", byDefault = "nothing") String says) {
                    public Options {
                        if (says.isBlank()) {
                            throw new IllegalArgumentException("says: must not be blank");
                        }
                    }
                }
                public static final class Counted {
                    private int made;
                }
                public String name() { return "sample"; }
                public Class<Options> configType() { return Options.class; }
                public Builtin create(Options options, BuiltinContext context) {
                    context.shared(Counted.class, Counted::new).made++;
                    return exchange -> {
                        String body = new String(exchange.body().bytes());
                        if (body.contains("refuse")) {
                            throw new RefusalException(Refusal.of(ErrorCode.GONE));
                        }
                        if (body.contains("state")) {
                            throw new StateUnavailableException("out of reach", null);
                        }
                        if (body.contains("fail")) {
                            throw new IllegalStateException(body);
                        }
                        return new Answer.Buffered(200, Headers.none(), Body.of((options.says() + context.models()
                                + context.shared(Counted.class, Counted::new).made).getBytes()));
                    };
                }
            }
            """;

    private static final String[] STEPS = {"policy:metering", "policy:identity", "policy:contract", "builtin:sample"};

    @TempDir
    private Path folder;

    private Path plugins;

    @BeforeEach
    void makeFolder() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    private TestGateway gateway(String name) throws Exception {
        TestJar.of("sample.Sample", BUILTIN.replace("\"sample\"", "\"" + name + "\""))
                .service("fr.ecluse.spi.BuiltinFactory", "sample.Sample")
                .writeTo(plugins.resolve("sample.jar"));
        return TestGateway.in(folder).with("ecluse.plugins.folder", plugins.toString());
    }

    @Test
    void answerWithTheirOptionsBehindTheGate() throws Exception {
        try (TestGateway gateway = gateway("sample")
                .with("ecluse.builtins.sample.says", "hello")
                .flow("drop", "ai/drop", STEPS)
                .start()) {
            var answer = gateway.post("/v1/drop", "{}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello[m]1");
            assertThat(answer.headers().firstValue("X-Ecluse-Policies")).contains("metering,identity,contract");
        }
    }

    @Test
    void areNotReachedWithoutTheRequiredSteps() throws Exception {
        try (TestGateway gateway =
                gateway("sample").flow("drop", "ai/drop", "policy:metering", "policy:contract", "builtin:sample")) {
            assertThatThrownBy(gateway::start).hasMessageContaining("without the required step policy:identity");
        }
    }

    @Test
    void failAsTheGatewayDoes() throws Exception {
        try (TestGateway gateway =
                gateway("sample").flow("drop", "ai/drop", STEPS).start()) {
            var refused = gateway.post("/v1/drop", "\"refuse\"");
            var stateless = gateway.post("/v1/drop", "\"state\"");
            var failed = gateway.post("/v1/drop", "\"fail\"");

            assertThat(refused.statusCode()).isEqualTo(410);
            assertThat(stateless.statusCode()).isEqualTo(503);
            assertThat(stateless.body()).contains("policy_unavailable");
            assertThat(stateless.headers().firstValue("Retry-After")).contains("1");
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).contains("internal_error").doesNotContain("fail\"");
        }
    }

    @Test
    void thatHaveANameOfTheGatewaysOwnStopTheStart() throws Exception {
        try (TestGateway gateway = gateway("models").chat()) {
            assertThatThrownBy(gateway::start).hasMessageContaining("'models'");
        }
    }

    @Test
    void thatDoNotExistHaveNoOptions() throws Exception {
        try (TestGateway gateway = gateway("sample").chat().with("ecluse.builtins.simple.says", "x")) {
            assertThatThrownBy(gateway::start)
                    .hasMessageContaining("ecluse.builtins.simple")
                    .hasMessageContaining("[sample]");
        }
    }

    @Test
    void tellAMistakeWhenTheConfigurationIsReloaded() throws Exception {
        try (TestGateway gateway =
                gateway("sample").flow("drop", "ai/drop", STEPS).start()) {
            gateway.with("ecluse.builtins.sample.says", " ");
            Reloader.Status mistaken = gateway.ecluse().reloader().reloadNow();
            gateway.with("ecluse.builtins.sample.says", "later");
            Reloader.Status changed = gateway.ecluse().reloader().reloadNow();

            assertThat(mistaken.lastError().orElseThrow()).contains("ecluse.builtins.sample: says: must not be blank");
            assertThat(changed.lastError()).isEmpty();
            assertThat(changed.restartNeeded()).containsExactly("ecluse.builtins");
            assertThat(gateway.post("/v1/drop", "{}").body()).startsWith("nothing");
        }
    }

    @Test
    void areNotPutBesideComponents() throws Exception {
        TestJar.of("sample.Sample", BUILTIN)
                .service("fr.ecluse.spi.BuiltinFactory", "sample.Sample")
                .file("META-INF/services/org/apache/camel/component/shelf", "class=sample.Shelf\n")
                .writeTo(plugins.resolve("both.jar"));
        try (TestGateway gateway = TestGateway.in(folder).chat().with("ecluse.plugins.folder", plugins.toString())) {
            assertThatThrownBy(gateway::start).hasMessageContaining("in a jar of its own");
        }
    }
}
