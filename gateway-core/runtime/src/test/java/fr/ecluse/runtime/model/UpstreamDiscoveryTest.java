package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.runtime.harness.TestGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Models that a real server lists itself")
class UpstreamDiscoveryTest {

    @TempDir
    private Path folder;

    @Test
    void becomeAliases() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat()) {
            gateway.upstream().answers(200, "{\"data\":[{\"id\":\"a\"},{\"id\":\"org/b\"},{}]}");
            gateway.with(
                            "ecluse.upstream.url",
                            "http://127.0.0.1:" + gateway.upstream().port() + "/v1/")
                    .with("ecluse.upstream.zone", "open")
                    .start();

            assertThat(gateway.ecluse().impediment()).isEmpty();
            assertThat(gateway.post("/v1/chat/completions", "{\"model\":\"org/b\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.upstream().received().getLast().path()).isEqualTo("/v1/chat/completions");
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"500, {}", "200, nonsense", "200, {}", "200, []"})
    void orTheGatewaySaysThatItHasNone(int status, String body) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat()) {
            gateway.upstream().answers(status, body);
            gateway.with(
                            "ecluse.upstream.url",
                            "http://127.0.0.1:" + gateway.upstream().port() + "/v1")
                    .with("ecluse.upstream.zone", "open")
                    .start();

            assertThat(gateway.ecluse().impediment()).get().asString().contains("no models from the upstream");
        }
    }

    @Test
    void areAskedForAgainUntilTheyAreThere() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat()) {
            gateway.upstream().answers(500, "{}");
            gateway.with(
                            "ecluse.upstream.url",
                            "http://127.0.0.1:" + gateway.upstream().port() + "/v1")
                    .with("ecluse.upstream.zone", "open")
                    .start();
            gateway.upstream().answers(200, "{\"data\":[{\"id\":\"a\"}]}");

            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(10))
                    .until(() -> gateway.ecluse().impediment().isEmpty());
            assertThat(gateway.ecluse().catalogue().find("a")).isPresent();
        }
    }
}
