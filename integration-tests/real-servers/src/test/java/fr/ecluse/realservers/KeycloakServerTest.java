package fr.ecluse.realservers;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.process.LoopbackPort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 6, unit = TimeUnit.MINUTES)
class KeycloakServerTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private static KeycloakInstallation installation() throws Exception {
        return KeycloakInstallation.of(Path.of(System.getProperty("keycloak.zip")), CacheFolder.ofThisUser());
    }

    @Test
    void issuesTokensUntilItIsClosed() throws Exception {
        // Given a realm with a client
        Path realm = Path.of(KeycloakServerTest.class.getResource("/realm.json").toURI());
        List<ProcessHandle> family;
        URI url;

        try (KeycloakServer keycloak = KeycloakServer.start(installation(), "tried", realm, folder)) {
            // When the client asks for a token
            JsonNode claims = claims(askForToken(keycloak));

            // Then it gets one that names the server
            assertThat(claims.path("iss").asString())
                    .isEqualTo(keycloak.issuer().toString());
            assertThat(claims.path("sub").asString()).isNotEmpty();
            assertThat(keycloak.log()).content().contains("started in");
            url = keycloak.url();
            family = childProcesses();
            assertThat(family).isNotEmpty();
        }

        // Then nothing of it is left
        assertThat(family).noneMatch(ProcessHandle::isAlive);
        assertThat(LoopbackPort.isOpen(url.getPort())).isFalse();
    }

    private static List<ProcessHandle> childProcesses() {
        return ProcessHandle.current().descendants().toList();
    }

    private static JsonNode askForToken(KeycloakServer keycloak) throws Exception {
        HttpRequest ask = HttpRequest.newBuilder(URI.create(keycloak.issuer() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=agent&client_secret=agent-secret"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(ask, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }
    }

    private static JsonNode claims(JsonNode answer) {
        String token = answer.path("access_token").asString();
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return JSON.readTree(new String(payload, StandardCharsets.UTF_8));
    }
}
