package fr.ecluse.simulator;

import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withArguments("--port=0", "--key=right");

    private static HttpResponse<String> models(String authorization) {
        HttpRequest request = SIMULATOR
                .request("/v1/models")
                .header("Authorization", authorization)
                .build();
        return SIMULATOR.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theRightKeyOpens() {
        assertThat(models("Bearer right").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer", "right", "Basic right"})
    void anyOtherIsRefused(String authorization) {
        HttpResponse<String> response = models(authorization);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(response.body()).getJsonObject("error").getString("code"))
                .isEqualTo("invalid_api_key");
    }

    @Test
    void withoutAKeyOnlyTheSimulatorsOwnPagesOpen() {
        assertThat(SIMULATOR.post(CHAT, "{}").statusCode()).isEqualTo(401);
        assertThat(SIMULATOR.get("/sim/health").statusCode()).isEqualTo(200);
        assertThat(SIMULATOR.get("/").statusCode()).isEqualTo(200);
    }
}
