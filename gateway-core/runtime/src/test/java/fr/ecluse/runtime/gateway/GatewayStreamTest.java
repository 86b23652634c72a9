package fr.ecluse.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.spi.Outcome.Result;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A streamed answer")
class GatewayStreamTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = "{\"model\":\"m\",\"stream\":true}";
    private static final String FIRST = "data: {\"choices\":[{\"delta\":{\"content\":\"é\"}}],\"usage\":null}\n\n";
    private static final String LAST = "data: {\"choices\":[{\"finish_reason\":\"stop\"}],\"model\":\"m\"}\n\n";
    private static final String USAGE =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @TempDir
    private Path folder;

    @Test
    void hidesTheUsageThatOnlyTheGatewayAskedFor() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().streams(FIRST, LAST, USAGE, DONE);

            HttpResponse<String> answer = gateway.post(CHAT, REQUEST);

            assertThat(answer.body())
                    .isEqualTo("data: {\"choices\":[{\"delta\":{\"content\":\"é\"}}]}\n\n" + LAST + DONE);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
            assertThat(gateway.upstream().received().getFirst().body())
                    .isEqualTo("{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness()
                            .completions()
                            .getFirst()
                            .exchange()
                            .usage()
                            .orElseThrow()
                            .totalTokens())
                    .isEqualTo(3);
        }
    }

    @Test
    void showsTheUsageThatTheCallerAskedFor() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().streams(FIRST, LAST, USAGE, DONE);
            String asking = "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}";

            HttpResponse<String> answer = gateway.post(CHAT, asking);

            assertThat(answer.body()).isEqualTo(FIRST + LAST + USAGE + DONE);
            assertThat(gateway.upstream().received().getFirst().body()).isEqualTo(asking);
        }
    }

    @Test
    void arrivesWhereverTheNetworkCutIt() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            String whole = ": a comment\r\n\r\n" + FIRST.replace("\n", "\r\n") + "event: x\nid: 7\n" + LAST + DONE;
            gateway.upstream().does(request -> {
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
                byte[] bytes = whole.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                for (byte one : bytes) {
                    request.response().write(Buffer.buffer(new byte[] {one}));
                }
                request.response().end();
            });

            HttpResponse<String> answer =
                    gateway.post(CHAT, "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

            assertThat(answer.body()).isEqualTo(whole);
        }
    }

    @ParameterizedTest(name = "that breaks after {0} events")
    @ValueSource(ints = {0, 1, 2})
    void thatBreaksEndsWithAnErrorAndNoDone(int events) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().does(request -> {
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
                request.response()
                        .write(FIRST.repeat(events) + "data: {\"cho")
                        .onComplete(_ -> request.connection().close());
            });

            HttpResponse<String> answer = gateway.post(CHAT, REQUEST);

            assertThat(answer.statusCode()).isEqualTo(events == 0 ? 502 : 200);
            assertThat(answer.body()).contains("\"upstream_error\"").doesNotContain("[DONE]");
            assertThat(answer.body().split("\"choices\"", -1)).hasSize(events + 1);
            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness().completions().getFirst().outcome().result())
                    .isEqualTo(Result.FAILED);
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "throw-in-stream, 503, policy_unavailable",
        "fail-in-stream, 503, policy_unavailable",
        "abort-stream, 400, content_blocked",
        "throw-on-open, 503, policy_unavailable",
    })
    void thatAPolicyStopsEndsWithItsReason(String act, int status, String code) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.act", act)
                .start()) {
            gateway.upstream().streams(FIRST, LAST, DONE);

            HttpResponse<String> answer = gateway.post(CHAT, REQUEST);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains(code).doesNotContain("content\":\"é", "CANARY", "[DONE]");
        }
    }

    @Test
    void passesThroughTheFiltersFromTheUpstreamOutwards() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a", "policy:probe?phase=b")
                .with("ecluse.flows.chat.\"probe@a\".act", "hold-stream")
                .with("ecluse.flows.chat.\"probe@b\".act", "upper-case-stream")
                .start()) {
            gateway.upstream().streams(FIRST, LAST, DONE);

            HttpResponse<String> answer = gateway.post(CHAT, REQUEST);

            assertThat(answer.body()).contains("\"CONTENT\":\"É\"").endsWith(DONE);
            assertThat(gateway.witness().notes()).containsOnlyOnce("probe@a end COMPLETED");
        }
    }

    @Test
    void thatPausesLetsFiltersGiveOutWhatTheyHold() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.act", "hold-stream")
                .start()) {
            gateway.upstream().does(request -> {
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
                request.response().write(FIRST);
            });
            var call = gateway.client()
                    .sendAsync(
                            gateway.request(CHAT)
                                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(REQUEST))
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines());

            Stream<String> lines = call.get().body();

            assertThat(lines.iterator().next()).contains("é");
            assertThat(gateway.witness().notes()).contains("probe@a idle");
            call.get().body().close();
        }
    }

    @Test
    void thatFallsSilentIsAnErrorInTheStream() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .with("ecluse.egress.idle-timeout", "300ms")
                .start()) {
            gateway.upstream().does(request -> {
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
                request.response().write(FIRST);
            });

            HttpResponse<String> answer = gateway.post(CHAT, REQUEST);

            assertThat(answer.body()).contains("é", "upstream_timeout").doesNotContain("[DONE]");
            await().atMost(Duration.ofSeconds(1)).until(() -> gateway.upstream().wasCancelled());
        }
    }

    @Test
    void thatSaysWhyItFinishedNeedsNoDone() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().streams(FIRST, LAST);

            assertThat(gateway.post(CHAT, REQUEST).body())
                    .doesNotContain("error")
                    .contains("stop");
        }
    }

    @Test
    void ofResponsesEndsWithTheEventThatSaysSo() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .flow("responses", "ai/respond", "policy:metering", "policy:identity", "policy:contract", "model:chat")
                .model("ours", "open", "theirs")
                .start()) {
            gateway.upstream()
                    .streams(
                            "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"model\":\"theirs\"}}\n\n",
                            "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"model\":\"theirs\","
                                    + "\"usage\":{\"input_tokens\":4,\"output_tokens\":2}}}\n\n");

            HttpResponse<String> answer = gateway.post("/v1/responses", "{\"model\":\"ours\",\"stream\":true}");

            assertThat(answer.body()).contains("\"model\":\"ours\"").doesNotContain("theirs", "error");
            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness()
                            .completions()
                            .getFirst()
                            .exchange()
                            .usage()
                            .orElseThrow()
                            .inputTokens())
                    .isEqualTo(4);
        }
    }

    @Test
    void thatAPolicyBringsItselfIsWrittenToo() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.act", "respond-stream")
                .start()) {

            assertThat(gateway.post(CHAT, REQUEST).body()).isEqualTo("data: {\"n\":1}\n\n" + DONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"respond-broken-stream", "throw-when-asked-for-pauses"})
    void thatFailsWithoutANameAfterItsFirstEventStillEnds(String act) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.act", act)
                .start()) {
            gateway.upstream().streams(FIRST, LAST, DONE);

            HttpResponse<String> answer = gateway.send(gateway.request(CHAT)
                    .timeout(Duration.ofSeconds(5))
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(REQUEST)));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("data: {")
                    .contains("internal_error")
                    .doesNotContain("CANARY", "[DONE]");
            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness().completions().getFirst().outcome().result())
                    .isEqualTo(Result.FAILED);
        }
    }

    @Test
    void whoseCallerLeavesTellsItsFilters() throws Exception {
        try (TestGateway gateway = watched().start()) {
            gateway.upstream()
                    .does(request -> request.response()
                            .setChunked(true)
                            .putHeader("Content-Type", "text/event-stream")
                            .write(FIRST));
            var call = gateway.client()
                    .sendAsync(
                            gateway.request(CHAT)
                                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(REQUEST))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            call.get().body().close();

            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness().notes())
                    .contains("probe@a end CANCELLED", "probe@b end CANCELLED")
                    .filteredOn(note -> note.contains(" end "))
                    .hasSize(2);
        }
    }

    @Test
    void thatBreaksTellsItsFilters() throws Exception {
        try (TestGateway gateway = watched().start()) {
            gateway.upstream()
                    .does(request -> request.response()
                            .setChunked(true)
                            .putHeader("Content-Type", "text/event-stream")
                            .write("data: {\"cho")
                            .onComplete(_ -> request.connection().close()));

            gateway.post(CHAT, REQUEST);

            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness().notes()).containsSubsequence("probe@b end FAILED", "probe@a end FAILED");
        }
    }

    @Test
    void thatALaterPolicyDoesNotOpenTellsTheFiltersBeforeIt() throws Exception {
        try (TestGateway gateway = watched()
                .with("ecluse.flows.chat.\"probe@a\".act", "throw-on-open")
                .start()) {
            gateway.upstream().streams(FIRST, LAST, DONE);

            assertThat(gateway.post(CHAT, REQUEST).statusCode()).isEqualTo(503);

            assertThat(gateway.witness().notes()).contains("probe@b end FAILED");
        }
    }

    private TestGateway watched() throws Exception {
        return TestGateway.in(folder)
                .chat("policy:probe?phase=a", "policy:probe?phase=b")
                .with("ecluse.policies.probe.act", "watch-stream");
    }
}
