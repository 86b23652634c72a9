package fr.ecluse.blackbox;

import static fr.ecluse.blackbox.Repeated.until;
import static fr.ecluse.blackbox.Repeated.within;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.citrusframework.GherkinTestActionRunner;
import org.citrusframework.TestActionBuilder;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.citrusframework.junit.jupiter.CitrusSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.http.HttpStatus;

/** Before each test the server works: so each one after the first also shows that the gateway recovers by itself. */
@NeedsOpa
@CitrusSupport
@ExtendWith(CitrusForClasses.class)
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
    void startAndAwaitDecisions(@CitrusResource GherkinTestActionRunner test) throws Exception {
        opa = start(checkout.root().resolve("policies/rego/bundle.tar.gz"));
        test.given(within(RECOVERED, ask(), caller.isAnswered()));
    }

    private OpaServer start(Path rules) throws Exception {
        return OpaServer.start(OpaProgram.require(), rules, checkout.newFolder("opa"), port);
    }

    private TestActionBuilder<?> ask() {
        return caller.asks("sim-echo", gateway.key(DemoKey.AGENT));
    }

    @AfterEach
    void stop() {
        opa.close();
    }

    @Test
    @CitrusTest
    void isNotReplacedWhenItIsKilledAndIsAskedAgainWhenItIsBack(@CitrusResource GherkinTestActionRunner test)
            throws Exception {
        opa.kill();

        test.then(isRefusedFor("none_unavailable"));

        startAndAwaitDecisions(test);
    }

    @Test
    @CitrusTest
    void isNotWaitedForWhenItIsSlowAndIsAskedAgainWhenItIsNot(@CitrusResource GherkinTestActionRunner test)
            throws Exception {
        opa.pause();

        test.then(isRefusedFor("none_timeout"));

        opa.resume();
        test.then(within(RECOVERED, ask(), caller.isAnswered()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "no-decisions.csv", delimiter = '|', quoteCharacter = '\'', numLinesToSkip = 1)
    @CitrusTest
    void isNotBelievedWhenItsRulesGive(
            String what, String rego, String result, @CitrusResource GherkinTestActionRunner test) throws Exception {
        Path rules = checkout.newFolder("rules");
        Files.writeString(rules.resolve("access.rego"), "package ecluse.access\n\n" + rego + "\n");
        opa.close();
        opa = start(rules);

        test.then(isRefusedFor(result));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "no-opa.csv", delimiter = '|', quoteCharacter = '\'', numLinesToSkip = 1)
    @CitrusTest
    void isNotMistakenFor(
            String what, int status, String answer, String result, @CitrusResource GherkinTestActionRunner test)
            throws Exception {
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
            test.then(isRefusedFor(result));
        } finally {
            other.stop(0);
        }
    }

    @AfterEach
    void theGatewayIsAlive() {
        assertThat(gateway.isAlive()).isTrue();
    }

    /** From the first call on, and in the end for this reason: after failures the server is left alone for a while. */
    private TestActionBuilder<?> isRefusedFor(String result) {
        double before = decisions.count("result", result);
        return until(
                NOTICED,
                _ -> decisions.count("result", result) > before,
                ask(),
                caller.isRefused(HttpStatus.SERVICE_UNAVAILABLE, "policy_unavailable"));
    }
}
