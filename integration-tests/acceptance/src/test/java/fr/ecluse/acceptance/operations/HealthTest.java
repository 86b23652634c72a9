package fr.ecluse.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health is told on the management port, to anybody there, and nowhere else. */
@OnSharedTestBed
class HealthTest {

    private final GatewayProcess gateway;

    HealthTest(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "live", "ready"})
    void runningGatewayIs(String state) {
        ApiAnswer answer = gateway.managementStranger().get("/q/health/" + state);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asString()).isEqualTo("UP");
    }

    @Test
    void readinessTellsTheGenerationOfTheConfiguration() {
        ApiAnswer answer = gateway.managementStranger().get("/q/health/ready");

        assertThat(answer.json().path("checks").valueStream())
                .filteredOn(check -> check.path("name").asString().equals("gateway"))
                .singleElement()
                .satisfies(check ->
                        assertThat(check.at("/data/generation").asInt()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/ready", "/q/metrics", "/admin/", "/admin/flows"})
    void publicPortKnowsNothingOfTheManagement(String path) {
        assertThat(gateway.stranger().get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/chat/completions"})
    void managementPortKnowsNothingOfTheApi(String path) {
        assertThat(gateway.managementStranger().get(path).status()).isEqualTo(404);
    }
}
