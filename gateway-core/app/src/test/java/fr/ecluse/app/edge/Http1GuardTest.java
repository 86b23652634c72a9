package fr.ecluse.app.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.ecluse.app.edge.EdgeLimits.MinimumPace;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Clients on HTTP/1.1 that are slow, eager, or answered before they have said all. */
class Http1GuardTest {

    private static final String UPLOAD = "POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000\r\n\r\n";

    private static final EdgeLimits IMPATIENT = new EdgeLimits(
            4096,
            20_480,
            8192,
            4,
            Duration.ofMillis(600),
            Duration.ofMillis(800),
            new MinimumPace(Duration.ofMillis(600), 1000),
            Duration.ofMillis(400),
            1 << 20);

    // Too slow to send

    @Test
    void aClientThatSendsNothingIsClosed() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // When nothing is sent, then
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aHeadThatDoesNotEndIsAnsweredWith408() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // When
            client.send("GET /a HTTP/1.1\r\nHost: h\r\nX: ");
            // Then
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                    .contains("x-request-id: id-1\r\n")
                    .contains("\"code\":\"request_timeout\"");
        }
    }

    @Test
    void aHeadThatTricklesIsAnsweredWith408() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // When
            client.send("GET /a HTTP/1.1\r\nHost: h\r\n");
            Thread trickle = trickle(client, "X: a\r\n");
            // Then
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 Request Timeout\r\n");
            trickle.join();
        }
    }

    @Test
    void theSecondHeadOfAConnectionMustComeInTimeAsWell() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // Given
            client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n").readAnswer();
            // When
            client.send("GET /b HTTP/1.1\r\n");
            // Then
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 Request Timeout\r\n");
        }
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // Given
            client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n").readAnswer();
            // When nothing more is sent, then
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aBusyConnectionIsKeptBeyondEveryLimit() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            while (System.nanoTime() < end) {
                // When
                client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
                // Then
                assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 OK\r\n");
            }
        }
    }

    @Test
    void anAnswerMayTakeAsLongAsItLikes() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, Http1GuardTest::answerLate);
                RawClient client = new RawClient(server.port())) {
            // When
            client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            // Then
            assertThat(client.readAnswer()).endsWith("late");
        }
    }

    @Test
    void aBodyThatTricklesIsAnsweredWith408() throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (EdgeServer server =
                        new EdgeServer(IMPATIENT, request -> request.body().onFailure(failures::add));
                RawClient client = new RawClient(server.port())) {
            // When
            client.send(UPLOAD);
            Thread trickle = trickle(client, "a");
            // Then
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 Request Timeout\r\n");
            trickle.join();
            await().until(() -> !failures.isEmpty());
        }
    }

    @Test
    void aBodyAboveThePaceMayTakeItsTime() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // When 400 bytes come each 100 ms
            client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 8000\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                client.send("a".repeat(400));
                Thread.sleep(100);
            }
            // Then
            assertThat(client.readAnswer()).endsWith("took 8000");
        }
    }

    @Test
    void aBodyThatTheServerDoesNotReadIsNotTheClientsFault() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, request -> {
                    request.pause();
                    vertx().setTimer(1500, late -> {
                        EdgeServer.echo(request);
                        request.resume();
                    });
                });
                RawClient client = new RawClient(server.port())) {
            // When
            String body = "a".repeat(1_000_000);
            client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n" + body);
            // Then
            assertThat(client.readAnswer()).endsWith("took 1000000");
        }
    }

    // Too slow to read

    @Test
    void aClientThatDoesNotTakeItsAnswerIsReset() throws Exception {
        List<String> ended = new CopyOnWriteArrayList<>();
        try (EdgeServer server = new EdgeServer(IMPATIENT, request -> sendForever(request, ended));
                RawClient client = RawClient.withSmallWindow(server.port())) {
            // When
            client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            // Then
            await().until(() -> ended.contains("closed"));
            assertThatThrownBy(client::readToEnd).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientThatTakesItsAnswerSlowlyButSteadilyIsServed() throws Exception {
        try (EdgeServer server = new EdgeServer(
                        IMPATIENT, request -> request.response().end(Buffer.buffer("a".repeat(8_000_000))));
                RawClient client = RawClient.withSmallWindow(server.port())) {
            // When
            client.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            // Then
            assertThat(client.readSlowlyToEnd(Duration.ofSeconds(3))).isGreaterThan(8_000_000);
        }
    }

    // Too eager

    @Test
    void moreRequestsThanMayWaitAreRefused() throws Exception {
        try (EdgeServer server = new EdgeServer(
                        EdgeServer.GENEROUS,
                        request ->
                                vertx().setTimer(100, late -> request.response().end()));
                RawClient client = new RawClient(server.port())) {
            // When
            String answers =
                    client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n".repeat(10)).readToEnd();
            // Then one is served, four wait, and the sixth is refused
            assertThat(answers.split("200 OK", -1)).hasSize(6);
            assertThat(answers).endsWith("\"code\":\"invalid_request\"}}");
        }
    }

    // Answered early

    @Test
    void anAnswerReachesAClientThatIsStillSending() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, Http1GuardTest::refuseWithoutReading);
                RawClient client = new RawClient(server.port())) {
            // When
            client.send(UPLOAD).send(new byte[10_000_000]);
            // Then
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 401 Unauthorized\r\n")
                    .contains("connection: close\r\n")
                    .endsWith("no");
        }
    }

    @Test
    void anAnswerReachesAClientThatIsStillSendingThoughTheRouteClosesTheConnection() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, request -> {
                    refuseWithoutReading(request);
                    request.connection().close();
                });
                RawClient client = new RawClient(server.port())) {
            // When
            client.send(UPLOAD).send(new byte[10_000_000]);
            // Then
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 401 Unauthorized\r\n")
                    .endsWith("no");
        }
    }

    @Test
    void aRefusalReachesAClientThatIsStillSending() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // When
            client.send("POST /a HTTP/1.1\r\nContent-Length: 10000000\r\n\r\n").send(new byte[10_000_000]);
            // Then
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
    }

    @Test
    void aClientThatGoesOnSendingIsClosedInTheEnd() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, Http1GuardTest::refuseWithoutReading);
                RawClient client = new RawClient(server.port())) {
            // Given
            client.send(UPLOAD).readAnswer();
            // When it trickles on, then
            await().untilAsserted(
                            () -> assertThatThrownBy(() -> client.send("a")).isInstanceOf(IOException.class));
        }
    }

    @Test
    void aClientThatSendsTooMuchBehindItsAnswerIsClosed() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, Http1GuardTest::refuseWithoutReading);
                RawClient client = new RawClient(server.port())) {
            // Given
            client.send(UPLOAD).readAnswer();
            // When
            byte[] block = new byte[1 << 20];
            // Then
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 200; i++) {
                            client.send(block);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAnswerThatBeginsBeforeItsRequestEndsIsTheLast() throws Exception {
        List<String> reached = new CopyOnWriteArrayList<>();
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, request -> {
                    reached.add(request.path());
                    request.response().setChunked(true).write("begun");
                    request.endHandler(end -> request.response().end("done"));
                });
                RawClient client = new RawClient(server.port())) {
            // Given
            client.send("POST /first HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n");
            await().until(() -> reached.contains("/first"));
            // When
            String answers =
                    client.send("helloGET /second HTTP/1.1\r\nHost: h\r\n\r\n").readToEnd();
            // Then
            assertThat(answers).contains("connection: close\r\n").contains("begun", "done");
            assertThat(reached).containsExactly("/first");
        }
    }

    @Test
    void aWholeRequestThatIsRefusedByARouteKeepsItsConnection() throws Exception {
        try (EdgeServer server = new EdgeServer(
                        EdgeServer.GENEROUS,
                        request -> request.body().onSuccess(body -> refuseWithoutReading(request)));
                RawClient client = new RawClient(server.port())) {
            for (int time = 0; time < 2; time++) {
                // When
                client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
                // Then
                assertThat(client.readAnswer()).contains("401").doesNotContain("connection: close");
            }
        }
    }

    @Test
    void anInterimAnswerIsNoAnswer() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, request -> {
                    request.response().writeContinue();
                    EdgeServer.echo(request);
                });
                RawClient client = new RawClient(server.port())) {
            for (int time = 0; time < 2; time++) {
                // When
                client.send("POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
                assertThat(client.readAnswer()).startsWith("HTTP/1.1 100 Continue\r\n");
                client.send("hello");
                // Then
                assertThat(client.readAnswer()).endsWith("took 5");
            }
        }
    }

    @Test
    void halfAnAnswerIsNotFollowedByARefusal() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, request -> {
                    request.response().setChunked(true).write("begun");
                    request.resume();
                });
                RawClient client = new RawClient(server.port())) {
            // Given
            client.send("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            // When
            String answer = client.readUntil("begun");
            client.send("zz\r\n");
            // Then
            assertThat(answer + client.readToEnd()).doesNotContain("400").endsWith("begun\r\n");
        }
    }

    // Failures

    @Test
    void aRefusalThatFindsNoAnswerClosesTheConnection() throws Exception {
        RefusalAnswer broken = (refusal, port, reason) -> {
            throw new IllegalStateException("The test wants it");
        };
        Edge edge = new Edge(
                IMPATIENT, broken, new Retirement(), new CertificateChanges(), new Edge.Management(0, ClientAuth.NONE));
        try (EdgeServer server = new EdgeServer(edge, new HttpServerOptions(), EdgeServer::echo);
                RawClient malformed = new RawClient(server.port());
                RawClient slow = new RawClient(server.port())) {
            // When
            malformed.send("GET / HTTP/1.1\r\n\r\n");
            slow.send("GET / HTTP/1.1\r\n");
            // Then
            assertThat(malformed.readToEnd()).isEmpty();
            assertThat(slow.readToEnd()).isEmpty();
        }
    }

    // Retirement

    @Test
    void aClientIsAskedToLeaveWhenTheServerRetires() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // Given
            String request = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello";
            assertThat(client.send(request).readAnswer()).doesNotContain("connection: close");
            // When
            server.retire();
            // Then
            assertThat(client.send(request).readToEnd())
                    .contains("connection: close\r\n")
                    .endsWith("took 5");
        }
    }

    private static Vertx vertx() {
        return Vertx.currentContext().owner();
    }

    private static void answerLate(HttpServerRequest request) {
        vertx().setTimer(1500, late -> request.response().end("late"));
    }

    private static void refuseWithoutReading(HttpServerRequest request) {
        request.pause();
        request.response().setStatusCode(401).end("no");
    }

    private static void sendForever(HttpServerRequest request, List<String> ended) {
        request.response().closeHandler(closed -> ended.add("closed")).setChunked(true);
        Buffer block = Buffer.buffer(new byte[65_536]);
        Runnable fill = () -> {
            while (!request.response().writeQueueFull()) {
                request.response().write(block);
            }
        };
        request.response().drainHandler(drained -> fill.run());
        fill.run();
    }

    private static Thread trickle(RawClient client, String drop) {
        return Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    client.send(drop);
                    Thread.sleep(50);
                }
            } catch (IOException | InterruptedException closed) {
                // What the test waits for.
            }
        });
    }
}
