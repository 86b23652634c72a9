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

    private static final String NOTES = """
            openapi: 3.0.3
            info: { title: Notes, version: 1.0.0 }
            servers: [{ url: /notes }]
            x-ecluse: { id: notes }
            paths:
              /:
                post: { operationId: createNote, responses: { "202": { description: ok } } }
                get: { operationId: listNotes, responses: { "200": { description: ok } } }
            """;

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
    void saysWhichContractsNoFlowServes() throws Exception {
        // Given
        try (TestGateway gateway = TestGateway.in(folder)) {
            Files.copy(CONTRACT, folder.resolve("openapi/admin.yaml"));
            Files.delete(folder.resolve("openapi/operators.yaml"));
            Files.writeString(folder.resolve("openapi/notes.yaml"), NOTES);
            gateway.chat()
                    .flow("admin", "admin/*", "policy:metering", "policy:identity", "policy:contract", "builtin:admin")
                    .start();

            // When
            JsonNode contracts = ask(gateway, "GET", "/admin/contracts").path("data");

            // Then
            assertThat(contract(contracts, "admin").path("status").asString()).isEqualTo("served");
            assertThat(contract(contracts, "admin").path("reason").isNull()).isTrue();
            assertThat(contract(contracts, "ai").path("status").asString()).isEqualTo("served");
            assertThat(contract(contracts, "ai").path("reason").asString())
                    .startsWith("no flow serves ")
                    .doesNotContain("chat");
            assertThat(contract(contracts, "notes").path("status").asString()).isEqualTo("unserved");
            assertThat(contract(contracts, "notes").path("reason").asString())
                    .isEqualTo("no flow serves createNote, listNotes");
            assertThat(gateway.get("/notes").statusCode()).isEqualTo(404);
        }
    }

    private static JsonNode contract(JsonNode contracts, String id) {
        return contracts
                .valueStream()
                .filter(contract -> contract.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
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
