package fr.ecluse.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The management API is for operators only, and not for browsers that another site drives. */
@OnSharedTestBed
class ManagementApiTest {

    private final GatewayProcess gateway;

    ManagementApiTest(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/admin/", "/admin/flows", "/admin/contracts", "/admin/models", "/admin/plugins", "/admin/config"
            })
    void operatorIsAnswered(String path) {
        ApiAnswer answer = gateway.management(DemoKey.ADMIN).get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.json().isObject()).isTrue();
    }

    @Test
    void flowIsShownAsItRuns() {
        JsonNode flows = gateway.management(DemoKey.ADMIN).get("/admin/flows").json();

        JsonNode chat = flows.path("data")
                .valueStream()
                .filter(flow -> flow.path("id").asString().equals("ai.chat"))
                .findFirst()
                .orElseThrow();
        assertThat(chat.path("steps").findValuesAsString("step")).startsWith("metering", "identity", "contract");
    }

    @Test
    void strangerIsRefused() {
        ApiAnswer answer = gateway.managementStranger().get("/admin/flows");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isPresent();
        assertThatProblemIs("invalid_api_key", answer);
    }

    @ParameterizedTest
    @EnumSource(names = {"AGENT", "DR"})
    void callerThatIsNoOperatorIsRefused(DemoKey key) {
        ApiAnswer answer = gateway.management(key).get("/admin/flows");

        assertThat(answer.status()).isEqualTo(403);
        assertThatProblemIs("access_denied", answer);
    }

    @Test
    void callerThatIsNoOperatorCannotReload() {
        ApiAnswer answer = gateway.management(DemoKey.AGENT).send("POST", "/admin/reload", Optional.empty());

        assertThat(answer.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1:8080"})
    void browserOfAnotherSiteIsRefused(String origin) {
        ApiAnswer answer = gateway.management(DemoKey.ADMIN).get("/admin/flows", "Origin", origin);

        assertThat(answer.status()).isEqualTo(403);
        assertThatProblemIs("access_denied", answer);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 200",
        "127.0.0.1:9000, 200",
        "localhost, 200",
        "LOCALHOST:1, 200",
        "[::1]:9000, 200",
        "evil.example, 421",
        "evil.example:9000, 421",
        "127.0.0.1.evil.example, 421",
        "localhost.evil.example, 421",
        "127.0.0.1@evil.example, 400",
    })
    void reboundNameDoesNotReachIt(String host, int status) throws IOException {
        try (RawClient client = RawClient.connect(gateway.managementUrl())) {
            client.send("""
                    GET /admin/flows HTTP/1.1\r
                    Host: %s\r
                    Authorization: Bearer %s\r
                    \r
                    """.formatted(host, gateway.key(DemoKey.ADMIN)).getBytes(StandardCharsets.US_ASCII));

            assertThat(client.readHead().status()).isEqualTo(status);
        }
    }

    @Test
    void requestThatIsNoTrustworthyHttpIsAnsweredInTheShapeOfItsErrors() throws IOException {
        try (RawClient client = RawClient.connect(gateway.managementUrl())) {
            client.send("GET /admin/flows HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            RawClient.Head head = client.readHead();
            JsonNode problem = Json.parse(client.readBody(head));

            assertThat(head.status()).isEqualTo(400);
            assertThat(head.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(problem.path("status").asInt()).isEqualTo(400);
            assertThat(problem.path("code").asString()).isEqualTo("invalid_request");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, {}",
        "application/x-www-form-urlencoded, a=%zz",
        "multipart/form-data; boundary=x, --x",
    })
    void bodyThatNobodyAskedForIsRefused(String type, String body) throws IOException {
        try (RawClient client = RawClient.connect(gateway.managementUrl())) {
            for (int repeated = 0; repeated < 2; repeated++) {
                client.send("""
                        POST /admin/reload HTTP/1.1\r
                        Host: localhost\r
                        Authorization: Bearer %s\r
                        Content-Type: %s\r
                        Content-Length: %d\r
                        \r
                        %s""".formatted(gateway.key(DemoKey.ADMIN), type, body.length(), body)
                        .getBytes(StandardCharsets.US_ASCII));

                RawClient.Head head = client.readHead();
                assertThat(head.status()).isEqualTo(400);
                client.readBody(head);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/flows", "/q/health", "/q/metrics"})
    void scriptOfAnotherSiteReadsNothing(String path) {
        ApiAnswer preflight = gateway.managementStranger()
                .send(
                        "OPTIONS",
                        path,
                        Optional.empty(),
                        "Origin",
                        "http://evil.example",
                        "Access-Control-Request-Method",
                        "GET");
        ApiAnswer answer = gateway.managementStranger().get(path, "Origin", "http://evil.example");

        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void keyOfAnOperatorIsNoKeyForTheBrowser() {
        ApiAnswer answer = gateway.managementStranger()
                .get("/admin/flows", "Cookie", "Authorization=Bearer " + gateway.key(DemoKey.ADMIN));

        assertThat(answer.status()).isEqualTo(401);
    }

    private static void assertThatProblemIs(String code, ApiAnswer answer) {
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.json().path("code").asString()).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
    }
}
