package fr.ecluse.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.spi.Outcome.Result;
import fr.ecluse.spi.error.ErrorCode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A request through a flow")
class GatewayFlowTest {

    private static final String REQUEST = "{\"model\":\"m\",\"messages\":[]}";
    private static final String STREAMED = "{\"model\":\"m\",\"messages\":[],\"stream\":true}";
    private static final String ANSWER =
            "{\"id\":\"1\",\"model\":\"m\",\"x\":  \"kept\",\"usage\":{\"prompt_tokens\":3,"
                    + "\"completion_tokens\":5}}";

    @TempDir
    private Path folder;

    @Test
    void passesAnAnswerByteForByte() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().answers(200, ANSWER);

            HttpResponse<String> answer = gateway.post("/v1/chat/completions", REQUEST);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(ANSWER);
            assertThat(gateway.upstream().received()).singleElement().satisfies(received -> {
                assertThat(received.body()).isEqualTo(REQUEST);
                assertThat(received.path()).isEqualTo("/v1/chat/completions");
                assertThat(received.headers()).doesNotContain("X-User");
            });
            assertThat(answer.headers().firstValue("X-Ecluse-Policies")).contains("metering,identity,contract");
            assertThat(answer.headers().firstValue("X-Ecluse-Zone")).contains("open");
        }
    }

    @Test
    void completesEveryPolicyExactlyOnceWithTheUsage() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().answers(200, ANSWER);

            gateway.post("/v1/chat/completions", REQUEST);

            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness().completions()).singleElement().satisfies(completion -> {
                assertThat(completion.outcome().result()).isEqualTo(Result.COMPLETED);
                assertThat(completion.outcome().status()).isEqualTo(200);
                assertThat(completion.outcome().bytes()).isEqualTo(ANSWER.length());
                assertThat(completion.exchange().usage().orElseThrow().totalTokens())
                        .isEqualTo(8);
                assertThat(completion.exchange().ledger().entries()).hasSize(3);
            });
        }
    }

    @Test
    void unwindsInReverseOrder() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a", "policy:probe?phase=b")
                .start()) {
            gateway.upstream().answers(200, ANSWER);

            gateway.post("/v1/chat/completions", REQUEST);

            await().until(() -> gateway.witness().notes().size() == 6);
            assertThat(gateway.witness().notes())
                    .containsExactly(
                            "probe@a request",
                            "probe@b request",
                            "probe@b response",
                            "probe@a response",
                            "probe@b complete COMPLETED",
                            "probe@a complete COMPLETED");
        }
    }

    @Test
    void aPolicyThatRespondsStopsTheFlowAndDoesNotSeeItsOwnAnswer() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a", "policy:probe?phase=b")
                .with("ecluse.flows.chat.\"probe@b\".act", "respond")
                .with("ecluse.flows.chat.\"probe@a\".act", "upper-case-answer")
                .start()) {

            HttpResponse<String> answer = gateway.post("/v1/chat/completions", REQUEST);

            assertThat(answer.body()).isEqualTo("{\"FROM\":\"PROBE\"}");
            assertThat(gateway.upstream().received()).isEmpty();
            assertThat(gateway.witness().notes()).doesNotContain("probe@b response");
        }
    }

    @ParameterizedTest(name = "{0} gives {1} {2}")
    @CsvSource({
        "throw, 503, policy_unavailable",
        "fail, 503, policy_unavailable",
        "add-unsendable-header, 503, policy_unavailable",
        "respond-unsendable-header, 500, internal_error",
        "hang, 503, policy_unavailable",
        "spin, 503, policy_unavailable",
        "throw-on-response, 503, policy_unavailable",
        "refuse-on-response, 400, content_blocked",
        "fail-on-response, 503, policy_unavailable",
        "throw-on-complete, 200, kept",
        "fail-on-complete, 200, kept",
    })
    void aPolicyThatFailsDenies(String act, int status, String word) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.act", act)
                .with("ecluse.policies.probe.deadline", "200ms")
                .start()) {
            gateway.upstream().answers(200, ANSWER);

            HttpResponse<String> answer = gateway.post("/v1/chat/completions", REQUEST);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains(word).doesNotContain("CANARY");
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness().completions().getFirst().outcome().result())
                    .isEqualTo(status == 200 ? Result.COMPLETED : status < 500 ? Result.REFUSED : Result.FAILED);
        }
    }

    @Test
    void aPolicyThatMayFailOpenLetsTheRequestPass() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.act", "throw")
                .with("ecluse.policies.probe.failure", "open")
                .with("ecluse.policies.probe.failure-reason", "only counts")
                .start()) {
            gateway.upstream().answers(200, ANSWER);

            assertThat(gateway.post("/v1/chat/completions", REQUEST).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void nobodyUnknownGetsIn() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            HttpResponse<String> answer = gateway.send(
                    java.net.http.HttpRequest.newBuilder(java.net.URI.create(gateway.url() + "/v1/chat/completions"))
                            .POST(HttpRequest.BodyPublishers.ofString(REQUEST)));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(gateway.upstream().received()).isEmpty();
        }
    }

    @ParameterizedTest(name = "upstream {0} is told as {1} {2}")
    @CsvSource({
        "400, 400, invalid_request",
        "401, 502, upstream_error",
        "404, 502, upstream_error",
        "413, 413, request_too_large",
        "429, 429, rate_limit_exceeded",
        "500, 502, upstream_error",
        "503, 502, upstream_error",
        "504, 504, upstream_timeout",
    })
    void errorsOfTheUpstreamAreToldInOurWords(int theirs, int ours, String code) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().answers(theirs, "{\"error\":{\"message\":\"they say\"}}");

            HttpResponse<String> answer = gateway.post("/v1/chat/completions", REQUEST);

            assertThat(answer.statusCode()).isEqualTo(ours);
            assertThat(answer.body()).contains('"' + code + '"');
            assertThat(answer.body()).doesNotContain("they say");
        }
    }

    @Test
    void anAnswerThatIsNotJsonBreaksTheContract() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().answers(200, "<html>");

            HttpResponse<String> answer = gateway.post("/v1/chat/completions", REQUEST);

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_contract_violation");
        }
    }

    @Test
    void aModelIsCalledByItsAliasOnlyHere() throws Exception {
        try (TestGateway gateway =
                TestGateway.in(folder).chat().model("ours", "open", "theirs").start()) {
            gateway.upstream().answers(200, "{\"model\": \"theirs\", \"y\":1}");

            HttpResponse<String> answer = gateway.post("/v1/chat/completions", "{ \"model\" : \"ours\",\"z\":[ ] }");

            assertThat(answer.body()).isEqualTo("{\"model\": \"ours\", \"y\":1}");
            assertThat(gateway.upstream().received().getFirst().body())
                    .isEqualTo("{ \"model\" : \"theirs\",\"z\":[ ] }");
        }
    }

    @ParameterizedTest(name = "{0} with clearance {1} for a model in zone {2}: {3} {4}")
    @CsvSource({
        "usual, usual, open, 200, kept",
        "dr, dr, closed, 200, kept",
        "dr, usual, closed, 403, clearance_below_level",
        "dr, dr, open, 403, sensitivity_refused",
        "secret, dr, open, 403, sensitivity_refused",
    })
    void theLevelOfARequestDecidesWhereItGoes(String level, String clearance, String zone, int status, String word)
            throws Exception {
        try (TestGateway gateway =
                TestGateway.in(folder).chat().model("z", zone, "z").start()) {
            gateway.upstream().answers(200, ANSWER);

            HttpResponse<String> answer = gateway.send(gateway.request("/v1/chat/completions")
                    .setHeader("X-User", "u1," + clearance)
                    .header("X-Ecluse-Sensitivity", level)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"z\"}")));

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains(word);
            assertThat(gateway.upstream().received()).hasSize(status == 200 ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void ofSeveralLevelsTheHighestHolds(HttpClient.Version version) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.get("/v1/models"); // where it can, the connection is one of HTTP/2 from here on
            HttpResponse<String> answer = gateway.send(gateway.request("/v1/chat/completions")
                    .version(version)
                    .setHeader("X-User", "u1,dr")
                    .header("X-Ecluse-Sensitivity", "usual")
                    .header("X-Ecluse-Sensitivity", "dr")
                    .header("X-Ecluse-Sensitivity", "public")
                    .POST(HttpRequest.BodyPublishers.ofString(REQUEST)));

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).contains("sensitivity_refused");
        }
    }

    @Test
    void aCallerThatLeavesCancelsTheUpstreamWithinASecond() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().does(request -> {}); // accepts and says nothing
            var call = gateway.client()
                    .sendAsync(
                            gateway.request("/v1/chat/completions")
                                    .POST(HttpRequest.BodyPublishers.ofString(STREAMED))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            await().until(() -> !gateway.upstream().received().isEmpty());

            call.cancel(true);

            await().atMost(Duration.ofSeconds(1)).until(() -> gateway.upstream().wasCancelled());
            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness().completions().getFirst().outcome().result())
                    .isEqualTo(Result.CANCELLED);
        }
    }

    @Test
    void anUpstreamThatSaysNothingIsATimeout() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .with("ecluse.egress.first-byte-timeout", "200ms")
                .start()) {
            gateway.upstream().does(request -> {});

            HttpResponse<String> answer = gateway.post("/v1/chat/completions", REQUEST);

            assertThat(answer.statusCode()).isEqualTo(504);
            await().atMost(Duration.ofSeconds(2)).until(() -> gateway.upstream().wasCancelled());
            assertThat(gateway.witness().completions().getFirst().outcome().error())
                    .contains(ErrorCode.UPSTREAM_TIMEOUT);
        }
    }

    @Test
    void theManagementPortKnowsItsHostsOriginsAndRoles() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .flow(
                        "operators",
                        "operators/*",
                        "policy:metering",
                        "policy:identity",
                        "policy:contract",
                        "builtin:admin")
                .start()) {
            var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(gateway.managementUrl() + "/admin"));

            assertThat(gateway.send(request.copy().header("X-User", "u1,usual,operator"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(request.copy().header("X-User", "u1")).statusCode())
                    .isEqualTo(403);
            assertThat(gateway.send(request.copy()).statusCode()).isEqualTo(401);
            assertThat(gateway.send(request.copy()
                                    .header("X-User", "u1,usual,operator")
                                    .header("Origin", "https://elsewhere.example"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(gateway.send(java.net.http.HttpRequest.newBuilder(
                                            java.net.URI.create(gateway.managementUrl() + "/admin/"))
                                    .header("X-User", "u1,usual,operator"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.get("/admin").statusCode()).isEqualTo(404);
        }
    }
}
