package fr.ecluse.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StreamLoadTest {
    private static final int STREAMS = 20;
    private static final int EVENTS = 10;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void findsNothingWrongWithTheStreamUpstream() {
        SseUpstream.Pace pace = SseUpstream.Pace.of(50, Duration.ofMillis(200));

        StreamReport report = load(new SseUpstream(vertx, pace).listen(0).actualPort(), Duration.ofSeconds(20));

        assertThat(report.faults()).as("%s", report).isZero();
        assertThat(report.events()).isEqualTo((long) STREAMS * EVENTS);
        assertThat(report.firstToken().p50()).isBetween(200.0, 5_000.0);
        assertThat(report.eventDelay().p50()).isBetween(0.0, 5_000.0);
    }

    @Test
    void noticesWhatIsLostDoubledAndOutOfOrderOnTheWay() {
        int port = serve(response -> {
            for (int number : new int[] {0, 1, 1, 4, 3, 5, 6, 7, 8}) {
                response.write(event(number));
            }
            response.end("data: [DONE]\n\n");
        });

        StreamReport report = load(port, Duration.ofSeconds(20));

        assertThat(report.lost()).isEqualTo(2 * STREAMS);
        assertThat(report.duplicated()).isEqualTo(STREAMS);
        assertThat(report.reordered()).isEqualTo(STREAMS);
        assertThat(report.broken()).isEmpty();
        assertThat(report.faults()).isEqualTo(4 * STREAMS);
    }

    @Test
    void noticesAStreamThatEndsWithoutSayingSo() {
        int port = serve(response -> response.end(event(0)));

        StreamReport report = load(port, Duration.ofSeconds(20));

        assertThat(report.broken()).isEqualTo(Map.of("ended without [DONE]", STREAMS));
        assertThat(report.lost()).isEqualTo((EVENTS - 1) * STREAMS);
    }

    @Test
    void noticesAStreamThatIsCutOff() {
        int port = serve(response -> {
            response.write(event(0));
            vertx.setTimer(20, _ -> response.reset());
        });

        StreamReport report = load(port, Duration.ofSeconds(20));

        assertThat(report.broken().values()).containsExactly(STREAMS);
    }

    @Test
    void noticesAStreamThatNeverEnds() {
        int port = serve(response -> response.write(event(0)));

        StreamReport report = load(port, Duration.ofMillis(500));

        assertThat(report.broken()).isEqualTo(Map.of("not ended in time", STREAMS));
    }

    @Test
    void noticesARefusal() {
        int port = serve(response -> response.setStatusCode(429).end());

        StreamReport report = load(port, Duration.ofSeconds(20));

        assertThat(report.broken()).isEqualTo(Map.of("status 429", STREAMS));
        assertThat(report.lost()).isEqualTo(EVENTS * STREAMS);
    }

    @Test
    void runsAsAProgramThatWritesItsReport(@TempDir Path folder) throws Exception {
        SseUpstream.Pace pace = SseUpstream.Pace.of(50, Duration.ofMillis(10));
        int port = new SseUpstream(vertx, pace).listen(0).actualPort();
        Path out = folder.resolve("report.json");

        SseLoad.main(SseLoad.arguments(plan(port, Duration.ofSeconds(20)), out).toArray(String[]::new));

        assertThat(SseLoad.read(out).events()).isEqualTo((long) STREAMS * EVENTS);
    }

    private static String event(int number) {
        return "data: {\"content\":\"" + new Mark(number, Mark.nowMicros()).text() + "\"}\n\n";
    }

    private int serve(Consumer<HttpServerResponse> stream) {
        Handler<HttpServerRequest> handler = request ->
                request.endHandler(_ -> stream.accept(request.response().setChunked(true)));
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private StreamReport load(int port, Duration limit) {
        return new StreamLoad(vertx, plan(port, limit))
                .run()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static StreamPlan plan(int port, Duration limit) {
        URI url = URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
        return new StreamPlan(
                url, Map.of("Authorization", "Bearer a:b"), STREAMS, EVENTS, Duration.ofMillis(50), limit);
    }
}
