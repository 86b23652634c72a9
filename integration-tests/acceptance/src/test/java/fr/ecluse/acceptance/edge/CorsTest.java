package fr.ecluse.acceptance.edge;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Events;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of one named site may use the public port, those of others may not, and the management port is for none. */
@OnSharedTestBed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsTest {

    private static final String NAMED = "https://chat.example.org";
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    private final SimulatorProcess simulator;
    private GatewayProcess gateway;

    CorsTest(SimulatorProcess simulator) {
        this.simulator = simulator;
    }

    @BeforeAll
    void start() throws IOException {
        gateway = GatewayProcess.builder()
                .simulator(simulator)
                .configuration(Files.readString(Checkout.current().root().resolve("docs/examples/edge/browsers.yaml")))
                .start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void namedSiteMayAskFirst() {
        ApiAnswer answer = Browser.of(gateway.stranger(), NAMED).preflight(Chats.PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header(ALLOWED)).hasValue(NAMED);
        assertThat(answer.header("Access-Control-Allow-Methods")).hasValue("GET,POST");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .hasValue("authorization,content-type,x-ecluse-conversation");
        assertThat(answer.header("Access-Control-Allow-Credentials")).hasValue("false");
        assertThat(answer.header("Access-Control-Max-Age")).hasValue("600");
    }

    @Test
    void namedSiteReadsAnswers() {
        ApiAnswer answer = Browser.of(gateway.client(DemoKey.AGENT), NAMED).chat(Chats.plain("sim-echo", "Bonjour"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header(ALLOWED)).hasValue(NAMED);
        assertThat(answer.header("Access-Control-Expose-Headers")).hasValue("x-request-id");
    }

    @Test
    void namedSiteReadsStreams() {
        ApiAnswer answer = Browser.of(gateway.client(DemoKey.AGENT), NAMED).chat(Chats.streamed("sim-echo", "Bonjour"));

        assertThat(Events.chatText(answer.data())).isEqualTo("Bonjour");
        assertThat(answer.header(ALLOWED)).hasValue(NAMED);
    }

    @Test
    void namedSiteReadsErrors() {
        ApiAnswer answer = Browser.of(gateway.stranger(), NAMED).chat(Chats.plain("sim-echo", "Bonjour"));

        assertThat(answer.errorCode()).isEqualTo("invalid_api_key");
        assertThat(answer.header(ALLOWED)).hasValue(NAMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://chat.example.org",
                "https://chat.example.org:8443",
                "https://chat.example.org.evil.example",
                "https://evil-chat.example.org",
                "null"
            })
    void otherSitesMayNothing(String origin) {
        ApiAnswer preflight = Browser.of(gateway.stranger(), origin).preflight(Chats.PATH);
        ApiAnswer chat = Browser.of(gateway.client(DemoKey.AGENT), origin).chat(Chats.plain("sim-echo", "Bonjour"));

        assertThat(preflight.header(ALLOWED)).isEmpty();
        assertThat(chat.header(ALLOWED)).isEmpty();
        assertThat(chat.status()).isEqualTo(403);
    }

    @Test
    void programsAreServedAsEver() {
        ApiAnswer answer = gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("sim-echo", "Bonjour"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header(ALLOWED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/flows", "/q/metrics", "/q/health/ready"})
    void namedSiteMayNothingOnTheManagementPort(String path) {
        Browser browser = Browser.of(gateway.management(DemoKey.ADMIN), NAMED);

        assertThat(Browser.permissions(browser.preflight(path))).isEmpty();
        assertThat(Browser.permissions(browser.get(path))).isEmpty();
    }
}
