package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.runtime.reload.Reloader;
import java.nio.file.Path;
import java.time.Duration;
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

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> gateway.ecluse().impediment().isEmpty());
            assertThat(gateway.ecluse().catalogue().find("a")).isPresent();
        }
    }

    private TestGateway discovering(TestGateway gateway) throws Exception {
        return gateway.with(
                        "ecluse.upstream.url",
                        "http://127.0.0.1:" + gateway.upstream().port() + "/v1")
                .with("ecluse.upstream.zone", "open")
                .start();
    }

    @Test
    void stayWhenTheServerIsDownWhileTheConfigurationIsReloaded() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat()) {
            gateway.upstream().answers(200, "{\"data\":[{\"id\":\"a\"}]}");
            discovering(gateway);
            gateway.upstream().answers(500, "{}");
            gateway.model("later", "open", "later");

            Reloader.Status status = gateway.ecluse().reloader().reloadNow();

            assertThat(status.lastError()).get().asString().contains("no models from the upstream");
            assertThat(status.generation()).isEqualTo(1);
            assertThat(gateway.ecluse().impediment()).isEmpty();
            assertThat(gateway.ecluse().catalogue().find("a")).isPresent();
            assertThat(gateway.ecluse().catalogue().find("later")).isEmpty();
        }
    }

    @Test
    void doNotHoldUpOtherChangesWhileTheyHaveNeverBeenThere() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat()) {
            gateway.upstream().answers(500, "{}");
            discovering(gateway);
            gateway.model("later", "open", "later");

            assertThat(gateway.ecluse().reloader().reloadNow().lastError()).isEmpty();

            assertThat(gateway.ecluse().catalogue().find("later")).isPresent();
            gateway.upstream().answers(200, "{\"data\":[{\"id\":\"a\"}]}");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> gateway.ecluse().catalogue().find("a").isPresent());
            assertThat(gateway.ecluse().catalogue().find("later")).isPresent();
        }
    }

    @Test
    void areAskedForWithoutCountingReloads() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat()) {
            gateway.upstream().answers(500, "{}");
            discovering(gateway);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> gateway.upstream().received().size() >= 3);

            assertThat(gateway.ecluse().reloader().status().generation()).isEqualTo(1);
            assertThat(gateway.meters().find("ecluse_config_reloads").counters())
                    .allMatch(counter -> counter.count() == 0);
            assertThat(gateway.meters().get("ecluse_config_stale").gauge().value())
                    .isZero();
        }
    }

    @Test
    void neverTakeThePlaceOfAConfiguredAlias() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat()) {
            gateway.upstream().answers(200, "{\"data\":[{\"id\":\"m\"},{\"id\":\"a\"}]}");
            discovering(gateway);

            assertThat(gateway.ecluse()
                            .catalogue()
                            .find("m")
                            .orElseThrow()
                            .deployments()
                            .getFirst()
                            .id())
                    .isEqualTo("m-1");
            assertThat(gateway.ecluse().catalogue().find("a")).isPresent();
        }
    }
}
