package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.spi.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The events of an upstream")
class UpstreamEventsTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = "{\"model\":\"m\",\"stream\":true}";
    private static final String FIRST = "data: {\"choices\":[{\"delta\":{\"content\":\"é\"}}]}\n\n";
    private static final String LAST = "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @TempDir
    private Path folder;

    @Test
    void thatStopMeetTheIdleLimitBesideAFilterThatIsCalledMoreOften() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.act", "hold-stream")
                .with("ecluse.egress.idle-timeout", "500ms")
                .with("ecluse.http.total", "4s")
                .start()) {
            gateway.upstream().does(request -> begin(request).response().write(FIRST));

            HttpResponse<String> answer = gateway.post(CHAT, REQUEST);

            assertThat(gateway.witness().notes()).contains("probe@a idle");
            assertThat(answer.body()).contains("é", "upstream_timeout").doesNotContain("[DONE]");
            assertThat(outcome(gateway).total()).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void mayPauseForShorterThanTheIdleLimitAsOftenAsTheyLike() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat("policy:probe?phase=a")
                .with("ecluse.policies.probe.act", "hold-stream")
                .with("ecluse.egress.idle-timeout", "1s")
                .start()) {
            gateway.upstream().does(request -> {
                begin(request).response().write(FIRST);
                later(500, () -> request.response().write(": still at it\n\n"));
                later(1_000, () -> request.response().write("data: {\"cho"));
                later(1_500, () -> request.response().end("ices\":[]}\n\n" + LAST + DONE));
            });

            assertThat(gateway.post(CHAT, REQUEST).body()).endsWith(LAST + DONE).doesNotContain("error");
        }
    }

    @Test
    void haveToBeginWithinOneLimitThatCountsFromTheRequest() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                .chat()
                .with("ecluse.egress.first-byte-timeout", "1s")
                .start()) {
            gateway.upstream()
                    .does(request -> later(600, () -> {
                        begin(request).response().writeHead();
                        later(800, () -> request.response().end(FIRST + LAST + DONE));
                    }));

            HttpResponse<String> answer = gateway.post(CHAT, REQUEST);

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("upstream_timeout");
        }
    }

    @Test
    void thatSayTheyAreDoneAndDoNotEndLoseTheirConnection() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().does(request -> begin(request).response().write(FIRST + LAST + DONE));

            assertThat(gateway.post(CHAT, REQUEST).body()).endsWith(LAST + DONE).doesNotContain("error");

            assertThat(gateway.upstream().wasCancelled()).isFalse();
            await().atMost(Duration.ofSeconds(3)).until(() -> gateway.upstream().wasCancelled());
            assertThat(outcome(gateway).result()).isEqualTo(Outcome.Result.COMPLETED);
        }
    }

    @ParameterizedTest(name = "{0} ms after they are done")
    @ValueSource(ints = {1, 300})
    void thatEndLeaveAConnectionThatCanBeUsedAgain(int millis) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            List<HttpConnection> connections = new CopyOnWriteArrayList<>();
            List<HttpServerRequest> over = new CopyOnWriteArrayList<>();
            gateway.upstream().does(request -> {
                connections.add(request.connection());
                begin(request).response().write(FIRST + LAST + DONE);
                later(millis, () -> request.response().end().onSuccess(_ -> over.add(request)));
            });

            gateway.post(CHAT, REQUEST);
            await().until(() -> over.size() == 1);
            await().during(Duration.ofMillis(1_200)) // longer than they are given to end
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> !gateway.upstream().wasCancelled());
            gateway.post(CHAT, REQUEST);

            assertThat(connections).hasSize(2);
            assertThat(connections.getFirst()).isSameAs(connections.getLast());
            assertThat(gateway.upstream().wasCancelled()).isFalse();
        }
    }

    private static HttpServerRequest begin(HttpServerRequest request) {
        request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        return request;
    }

    /** Does something later on the same event loop. */
    private static void later(int millis, Runnable task) {
        Vertx.currentContext().owner().setTimer(millis, _ -> task.run());
    }

    private static Outcome outcome(TestGateway gateway) {
        await().until(() -> !gateway.witness().completions().isEmpty());
        return gateway.witness().completions().getFirst().outcome();
    }
}
