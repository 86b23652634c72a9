package fr.ecluse.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.SimulatorProcess;
import fr.ecluse.process.LoopbackPort;
import fr.ecluse.realservers.NeedsOpa;
import fr.ecluse.realservers.OpaProgram;
import fr.ecluse.realservers.OpaServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Before each test the server works: so each one after the first also shows that the gateway recovers by itself. */
@NeedsOpa
@DisplayName("An OPA server that fails")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailingRulesServerTest {

    private static final Duration RECOVERED = Duration.ofSeconds(10);
    private static final Duration NOTICED = Duration.ofSeconds(10);

    // Without the cache, so that every call asks the server.
    private static final String CONFIGURATION = """
            ecluse:
              policies:
                access:
                  engine: server
                  server: { url: "http://127.0.0.1:%d", timeout: 500ms }
                  cache: { enabled: false }
            """;

    private final int port = LoopbackPort.findFree();
    private final Checkout checkout = Checkout.current();

    @AutoClose
    private final SimulatorProcess simulator = SimulatorProcess.start();

    @AutoClose
    private final GatewayProcess gateway = GatewayProcess.builder()
            .simulator(simulator)
            .configuration(CONFIGURATION.formatted(port))
            .start();

    private final Caller caller = Caller.of(gateway);
    private final Meter decisions = new Meter("ecluse_access_decisions_total", gateway.managementStranger());

    private OpaServer opa;

    @BeforeEach
    void startAndAwaitDecisions() throws Exception {
        opa = start(checkout.root().resolve("policies/rego/bundle.tar.gz"));
        await().atMost(RECOVERED).untilAsserted(this::isAnswered);
    }

    private OpaServer start(Path rules) throws Exception {
        return OpaServer.start(OpaProgram.require(), rules, checkout.newFolder("opa"), port);
    }

    @AfterEach
    void stop() {
        opa.close();
    }

    @Test
    void isNotReplacedWhenItIsKilledAndIsAskedAgainWhenItIsBack() throws Exception {
        opa.kill();

        isRefusedFor("none_unavailable");

        startAndAwaitDecisions();
    }

    @Test
    void isNotWaitedForWhenItIsSlowAndIsAskedAgainWhenItIsNot() throws Exception {
        opa.pause();

        isRefusedFor("none_timeout");

        opa.resume();
        await().atMost(RECOVERED).untilAsserted(this::isAnswered);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "no-decisions.csv", delimiter = '|', quoteCharacter = '\'', numLinesToSkip = 1)
    void isNotBelievedWhenItsRulesGive(String what, String rego, String result) throws Exception {
        Path rules = checkout.newFolder("rules");
        Files.writeString(rules.resolve("access.rego"), "package ecluse.access\n\n" + rego + "\n");
        opa.close();
        opa = start(rules);

        isRefusedFor(result);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "no-opa.csv", delimiter = '|', quoteCharacter = '\'', numLinesToSkip = 1)
    void isNotMistakenFor(String what, int status, String answer, String result) throws Exception {
        opa.close();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        other.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        try {
            isRefusedFor(result);
        } finally {
            other.stop(0);
        }
    }

    private void isAnswered() {
        caller.isAnswered(gateway.key(DemoKey.AGENT), "sim-echo");
    }

    /** From the first call on, and in the end for this reason: after failures the server is left alone for a while. */
    private void isRefusedFor(String result) {
        double before = decisions.count("result", result);
        await().atMost(NOTICED).until(() -> {
            caller.isRefused(gateway.key(DemoKey.AGENT), "sim-echo", 503, "policy_unavailable");
            return decisions.count("result", result) > before;
        });
        assertThat(gateway.isAlive()).isTrue();
    }
}
