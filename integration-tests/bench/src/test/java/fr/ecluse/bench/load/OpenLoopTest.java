package fr.ecluse.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fr.ecluse.bench.server.ChatServer;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.process.Command;
import fr.ecluse.process.ServerProcess;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenLoopTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void sendsAtItsRateAndMeasuresEveryAnswer() throws Exception {
        AtomicInteger served = new AtomicInteger();

        LatencyResult result = run(request -> {
            served.incrementAndGet();
            request.response().end("{}");
        });

        assertThat(result.requests()).isEqualTo(200);
        assertThat(served).hasValue(200);
        assertThat(result.p50()).isPositive().isLessThan(result.max());
    }

    @Test
    void chargesAStallToAllRequestsThatWereDueMeanwhile() throws Exception {
        // Given a server that answers nothing in its first half second, and everything at once after it
        List<HttpServerRequest> waiting = new ArrayList<>();
        long[] stalledUntil = {0};

        LatencyResult result = run(request -> {
            if (stalledUntil[0] == 0) {
                stalledUntil[0] = System.nanoTime() + Duration.ofMillis(500).toNanos();
                vertx.setTimer(500, _ -> waiting.forEach(late -> late.response().end("{}")));
            }
            if (System.nanoTime() < stalledUntil[0]) {
                waiting.add(request);
            } else {
                request.response().end("{}");
            }
        });

        // Then half of the requests, those due in that half second, waited 0 to 500 ms
        assertThat(result.p99()).isGreaterThan(400);
        assertThat(waiting).hasSizeGreaterThan(50);
    }

    @Test
    void failsWhenAnAnswerIsAnError() {
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() ->
                        run(request -> request.response().setStatusCode(503).end()))
                .withMessageContaining("200 failed");
    }

    private LatencyResult run(Handler<HttpServerRequest> handler) throws Exception {
        HttpServer http = vertx.createHttpServer()
                .requestHandler(request -> request.endHandler(_ -> handler.handle(request)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        URI base = URI.create("http://127.0.0.1:" + http.actualPort());
        Command standIn = new Command("stand-in", List.of("sleep", "60"), Map.of(), folder, folder.resolve("log"));
        try (OpenLoop load = new OpenLoop();
                ChatServer server = new ChatServer("test server", base, Map.of(), ServerProcess.start(standIn))) {
            return load.run(server, 200, Duration.ofSeconds(1));
        }
    }
}
