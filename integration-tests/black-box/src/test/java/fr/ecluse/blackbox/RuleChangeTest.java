package fr.ecluse.blackbox;

import static org.awaitility.Awaitility.await;

import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.SimulatorProcess;
import fr.ecluse.realservers.NeedsOpa;
import fr.ecluse.realservers.OpaProgram;
import fr.ecluse.realservers.OpaServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsOpa
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
                  bundle: { file: "%s" }
                  server: { url: "%s", timeout: 2s }
            """;

    private static final String RULE = "ecluse/access/directions/directions.rego";
    private static final String DELIVERED = "input.resource.model in forbidden_models";
    private static final String STRICTER =
            "input.subject.direction == \"finances\"; input.resource.model == \"sim-echo\"";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "takes effect within 5 s in the engine {0}")
    @ValueSource(strings = {"embedded", "server"})
    void takesEffectWithoutARestart(String engine) throws Exception {
        // Given a caller whom the rules let use a model, so that the decision is in the cache
        RulesCopy rules = RulesCopy.of(Checkout.current());
        try (OpaServer opa = OpaServer.start(OpaProgram.require(), rules.bundle(), folder);
                SimulatorProcess simulator = SimulatorProcess.start();
                GatewayProcess gateway = GatewayProcess.builder()
                        .simulator(simulator)
                        .configuration(CONFIGURATION.formatted(engine, rules.bundle(), opa.url()))
                        .start()) {
            Caller caller = Caller.of(gateway);
            caller.isAnswered(gateway.key(DemoKey.AGENT), "sim-echo");

            // When one line of the rules forbids it to the caller's direction
            rules.change(RULE, DELIVERED, STRICTER).build();

            // Then it is denied for that reason, and to nobody else
            await().atMost(TAKEN)
                    .untilAsserted(() ->
                            caller.isDenied(gateway.key(DemoKey.AGENT), "sim-echo", "model_forbidden_to_direction"));
            caller.isAnswered(gateway.key(DemoKey.AGENT), "sim-chat");
            caller.isAnswered(gateway.key(DemoKey.DR), "sim-echo");

            // When the line is as it was
            rules.change(RULE, STRICTER, DELIVERED).build();

            // Then so is the answer
            await().atMost(TAKEN).untilAsserted(() -> caller.isAnswered(gateway.key(DemoKey.AGENT), "sim-echo"));
        }
    }
}
