package fr.ecluse.runtime.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.runtime.harness.TestGateway;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A connector to an endpoint of the integrator's own")
class ConnectorTest {

    private static final String BODY = "{\"note\":\"for the drop\"}";

    @TempDir
    private Path folder;

    private TestGateway gateway(String... steps) throws Exception {
        return TestGateway.in(folder)
                .flow("drop", "ai/drop", steps)
                .with("ecluse.connectors.drop.uri", "file:" + folder.resolve("drop"))
                .with("ecluse.connectors.drop.options.fileName", "note-${date:now:yyyyMMddHHmmssSSS}.json")
                .with("ecluse.connectors.drop.max-sensitivity", "usual");
    }

    private List<Path> dropped() throws Exception {
        Path drop = folder.resolve("drop");
        if (!Files.exists(drop)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(drop)) {
            return files.toList();
        }
    }

    @Test
    void isReachedThroughAFlow() throws Exception {
        try (TestGateway gateway = gateway("policy:metering", "policy:identity", "policy:contract", "connector:drop")
                .start()) {
            HttpResponse<String> answer = gateway.post("/v1/drop", BODY);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).contains("\"status\":\"accepted\"");
            assertThat(dropped())
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent(BODY));
        }
    }

    @Test
    void isNotReachedWithoutItsSteps() throws Exception {
        try (TestGateway gateway = gateway("policy:metering", "policy:contract", "connector:drop")) {
            assertThatThrownBy(gateway::start).hasMessageContaining("without the required step policy:identity");
        }
    }

    @Test
    void isNotReachedByWhatIsTooSensitiveForIt() throws Exception {
        try (TestGateway gateway = gateway("policy:metering", "policy:identity", "policy:contract", "connector:drop")
                .start()) {
            HttpResponse<String> answer = gateway.send(gateway.request("/v1/drop")
                    .setHeader("X-User", "u1,dr")
                    .header("X-Ecluse-Sensitivity", "dr")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY)));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("sensitivity_refused");
            assertThat(dropped()).isEmpty();
        }
    }

    @ParameterizedTest(name = "standing in {0}, where {1} alone is open: {2}")
    @CsvSource({
        "open, open, 202",
        "closed, open, 403",
        ", open, 403",
        "open, , 202",
        "nowhere, , 403",
    })
    void isReachedInAZoneThatAccessRulesOpen(@Nullable String zone, @Nullable String opened, int status)
            throws Exception {
        try (TestGateway gateway =
                gateway("policy:metering", "policy:identity", "policy:contract", "policy:obliging", "connector:drop")) {
            if (zone != null) {
                gateway.with("ecluse.connectors.drop.zone", zone);
            }
            if (opened != null) {
                gateway.with("ecluse.policies.obliging.zone", opened);
            }
            gateway.start();

            HttpResponse<String> answer = gateway.post("/v1/drop", BODY);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(dropped()).hasSize(status == 202 ? 1 : 0);
        }
    }

    @Test
    void thatFailsSaysSoWithoutInternals() throws Exception {
        Files.writeString(folder.resolve("drop"), "a file where the folder should be");
        try (TestGateway gateway = gateway("policy:metering", "policy:identity", "policy:contract", "connector:drop")
                .start()) {
            HttpResponse<String> answer = gateway.post("/v1/drop", BODY);

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_error").doesNotContain(folder.toString());
        }
    }

    @Test
    void withOptionsThatItsEndpointDoesNotKnowDoesNotStart() throws Exception {
        try (TestGateway gateway = gateway("policy:metering", "policy:identity", "policy:contract", "connector:drop")
                .with("ecluse.connectors.drop.options.nonsense", "s3cret")) {
            assertThatThrownBy(gateway::start)
                    .hasMessageContaining("ecluse.connectors.drop")
                    .hasMessageNotContainingAny("s3cret");
        }
    }

    @Test
    void thatNobodyConfiguredDoesNotStart() throws Exception {
        try (TestGateway gateway =
                gateway("policy:metering", "policy:identity", "policy:contract", "connector:other")) {
            assertThatThrownBy(gateway::start).hasStackTraceContaining("there is no connector 'other'");
        }
    }
}
