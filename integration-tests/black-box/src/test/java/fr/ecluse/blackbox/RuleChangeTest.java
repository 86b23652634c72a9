package fr.ecluse.blackbox;

import static fr.ecluse.blackbox.Repeated.within;
import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.SimulatorProcess;
import fr.ecluse.realservers.NeedsOpa;
import fr.ecluse.realservers.OpaProgram;
import fr.ecluse.realservers.OpaServer;
import java.nio.file.Path;
import java.time.Duration;
import org.citrusframework.GherkinTestActionRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.citrusframework.junit.jupiter.CitrusSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsOpa
@CitrusSupport
@ExtendWith(CitrusForClasses.class)
@DisplayName("A change of one line of Rego")
class RuleChangeTest {

    private static final Duration TAKEN = Duration.ofSeconds(5);

    private static final String CONFIGURATION = """
            ecluse:
              policies:
                identity:
                  keys:
                    agent: { direction: finances }
                access:
                  engine: %s
                  bundle: { %s }
                  server: { url: "%s", timeout: 2s }
            """;

    private static final String RULE = "ecluse/access/directions/directions.rego";
    private static final String DELIVERED = "input.resource.model in forbidden_models";
    private static final String STRICTER =
            "input.subject.direction == \"finances\"; input.resource.model == \"sim-echo\"";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "takes effect within 5 s in the engine {0}, which has its bundle from a {1}")
    @CsvSource({
        "embedded, file,       ''",
        "embedded, web server, Java-http-client",
        "server,   file,       ''",
        "server,   web server, Open-Policy-Agent"
    })
    @CitrusTest
    void takesEffectWithoutARestart(
            String engine, String from, String asking, @CitrusResource GherkinTestActionRunner test) throws Exception {
        // Given a caller whom the rules let use a model, so that the decision is in the cache
        RulesCopy rules = RulesCopy.of(Checkout.current());
        boolean file = from.equals("file");
        try (BundleServer web = BundleServer.start(rules.bundle());
                OpaServer opa = file
                        ? OpaServer.start(OpaProgram.require(), rules.bundle(), folder)
                        : OpaServer.polling(OpaProgram.require(), web.url(), folder);
                SimulatorProcess simulator = SimulatorProcess.start();
                GatewayProcess gateway = GatewayProcess.builder()
                        .simulator(simulator)
                        .configuration(CONFIGURATION.formatted(
                                engine,
                                file ? "file: \"" + rules.bundle() + "\"" : "url: \"" + web.url() + "\"",
                                opa.url()))
                        .start()) {
            Caller caller = Caller.of(gateway);
            String finances = gateway.key(DemoKey.AGENT);
            test.when(caller.asks("sim-echo", finances)).then(caller.isAnswered());

            // When one line of the rules forbids it to the caller's direction
            rules.change(RULE, DELIVERED, STRICTER).build();

            // Then it is denied for that reason, and to nobody else
            test.then(
                    within(TAKEN, caller.asks("sim-echo", finances), caller.isDenied("model_forbidden_to_direction")));
            test.when(caller.asks("sim-chat", finances)).then(caller.isAnswered());
            test.when(caller.asks("sim-echo", gateway.key(DemoKey.DR))).then(caller.isAnswered());

            // When the line is as it was
            rules.change(RULE, STRICTER, DELIVERED).build();

            // Then so is the answer
            test.then(within(TAKEN, caller.asks("sim-echo", finances), caller.isAnswered()));

            // And who has the bundle from a web server asked for no more than what changed
            assertThat(web.upToDate())
                    .as("%s", web.upToDate())
                    .filteredOn(program -> program.startsWith(asking))
                    .hasSize(file ? 0 : 1);
        }
    }
}
