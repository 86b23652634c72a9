package fr.ecluse.runtime.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.runtime.harness.TestGateway;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The management API")
class AdminApiTest {

    private static final Path CONTRACT = Path.of("../../openapi/admin.yaml");

    @TempDir
    private Path folder;

    private TestGateway gateway() throws Exception {
        TestGateway gateway = TestGateway.in(folder);
        Files.copy(CONTRACT, folder.resolve("openapi/admin.yaml"));
        Files.delete(folder.resolve("openapi/operators.yaml"));
        return gateway.chat()
                .flow("admin", "admin/*", "policy:metering", "policy:identity", "policy:contract", "builtin:admin")
                .start();
    }

    private static JsonNode ask(TestGateway gateway, String method, String path) throws Exception {
        var answer = gateway.send(HttpRequest.newBuilder(URI.create(gateway.managementUrl() + path))
                .header("X-User", "u1,usual,ecluse-operator")
                .method(
                        method,
                        method.equals("POST")
                                ? HttpRequest.BodyPublishers.ofString("{}")
                                : HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    @Test
    void showsWhatRuns() throws Exception {
        try (TestGateway gateway = gateway()) {
            assertThat(ask(gateway, "GET", "/admin/").path("data").toString()).contains("/admin/flows");
            assertThat(ask(gateway, "GET", "/admin/flows").path("data").toString())
                    .contains("\"id\":\"chat\"", "ai/chat", "\"step\":\"metering\"", "\"kind\":\"model\"");
            assertThat(ask(gateway, "GET", "/admin/contracts").path("data").toString())
                    .contains("\"id\":\"ai\"", "\"status\":\"served\"");
            assertThat(ask(gateway, "GET", "/admin/models").path("data").toString())
                    .contains("\"alias\":\"m\"", "\"zone\":\"open\"");
            assertThat(ask(gateway, "GET", "/admin/plugins").path("data").toString())
                    .contains("\"name\":\"probe\"", "\"jar\":null");
        }
    }

    @Test
    void reloadsTheConfiguration() throws Exception {
        try (TestGateway gateway = gateway()) {
            gateway.model("later", "open", "later");
            JsonNode after = ask(gateway, "POST", "/admin/reload");

            assertThat(after.path("generation").asInt()).isEqualTo(2);
            assertThat(after.path("last_error").isNull()).isTrue();
            assertThat(after.path("restart_needed").toString()).isEqualTo("[]");
            assertThat(gateway.ecluse().catalogue().find("later")).isPresent();

            gateway.with("ecluse.http.total", "1m");
            assertThat(ask(gateway, "POST", "/admin/reload")
                            .path("restart_needed")
                            .toString())
                    .isEqualTo("[\"ecluse.http\"]");
            assertThat(ask(gateway, "GET", "/admin/config")
                            .path("restart_needed")
                            .toString())
                    .isEqualTo("[\"ecluse.http\"]");
        }
    }

    @Test
    void aConfigurationThatCannotBeIsNotTaken() throws Exception {
        try (TestGateway gateway = gateway()) {
            gateway.model("later", "nowhere", "later");
            JsonNode after = ask(gateway, "POST", "/admin/reload");

            assertThat(after.path("generation").asInt()).isEqualTo(1);
            assertThat(after.path("last_error").path("message").asString()).contains("no zone 'nowhere'");
            assertThat(gateway.ecluse().catalogue().find("later")).isEmpty();
            assertThat(ask(gateway, "GET", "/admin/config").path("last_error").isNull())
                    .isFalse();
        }
    }
}
