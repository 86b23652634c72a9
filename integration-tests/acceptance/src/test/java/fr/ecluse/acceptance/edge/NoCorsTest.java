package fr.ecluse.acceptance.edge;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without configuration, no browser is told that a script of another site may use a port. */
@OnSharedTestBed
class NoCorsTest {

    private static final String SITE = "https://chat.example.org";

    private final GatewayProcess gateway;

    NoCorsTest(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @ValueSource(strings = {Chats.PATH, "/v1/models", "/nowhere"})
    void publicPortAnswersNoPreflight(String path) {
        ApiAnswer answer = Browser.of(gateway.stranger(), SITE).preflight(path);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(Browser.permissions(answer)).isEmpty();
    }

    @Test
    void publicPortLetsNoScriptRead() {
        ApiAnswer answer = Browser.of(gateway.client(DemoKey.AGENT), SITE).chat(Chats.plain("sim-echo", "Bonjour"));

        assertThat(Browser.permissions(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/flows", "/admin/reload", "/nowhere", "/"})
    void managementPortAnswersNoPreflight(String path) {
        ApiAnswer answer = Browser.of(gateway.managementStranger(), SITE).preflight(path);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(Browser.permissions(answer)).isEmpty();
    }

    /** Health and metrics answer whatever the method; without a permission, that tells a browser no. */
    @ParameterizedTest
    @ValueSource(strings = {"/q/health/ready", "/q/metrics", "/q/nowhere"})
    void platformsPreflightPermitsNothing(String path) {
        ApiAnswer answer = Browser.of(gateway.managementStranger(), SITE).preflight(path);

        assertThat(Browser.permissions(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/flows",
                "/nowhere",
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/health/started",
                "/q/metrics",
                "/q/nowhere",
                "/"
            })
    void managementPortLetsNoScriptRead(String path) {
        assertThat(Browser.permissions(
                        Browser.of(gateway.management(DemoKey.ADMIN), SITE).get(path)))
                .isEmpty();
        assertThat(Browser.permissions(gateway.managementStranger().get(path))).isEmpty();
    }
}
