package fr.ecluse.app.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.ecluse.app.edge.EdgeLimits.MinimumPace;
import fr.ecluse.app.edge.RawHttp2Client.Frame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients on HTTP/2 that are slow, or unclear about the host they ask for. */
class Http2GuardTest {

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

    // Hosts and paths

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("no host", plain("GET", "/a")),
                Arguments.of("empty authority", plain("GET", "/a").authority("")),
                Arguments.of("odd authority", plain("GET", "/a").authority("a<b")),
                Arguments.of("authority with a user", plain("GET", "/a").authority("u@h")),
                Arguments.of("odd host", plain("GET", "/a").add("host", "a/b")),
                Arguments.of("two hosts", plain("GET", "/a").add("host", "h").add("host", "h")),
                Arguments.of(
                        "two hosts beside an authority", good().add("host", "h").add("host", "h")),
                Arguments.of("host is not the authority", good().add("host", "i")),
                Arguments.of("empty path", plain("GET", "").authority("h")),
                Arguments.of("path without a slash", plain("GET", "a").authority("h")),
                Arguments.of("path with a space", plain("GET", "/a b").authority("h")),
                Arguments.of("path with NUL", plain("GET", "/a\0b").authority("h")),
                Arguments.of("path with a fragment", plain("GET", "/a#b").authority("h")),
                Arguments.of("path with half an escape", plain("GET", "/a%4").authority("h")),
                Arguments.of("asterisk without OPTIONS", plain("GET", "*").authority("h")),
                Arguments.of(
                        "CONNECT",
                        new DefaultHttp2Headers(false).method("CONNECT").authority("h:80")),
                Arguments.of("absolute path", plain("GET", "http://h/a").authority("h")));
    }

    static Stream<Arguments> wellFormed() {
        return Stream.of(
                Arguments.of("authority", good()),
                Arguments.of("only a host", plain("GET", "/a").add("host", "h:80")),
                Arguments.of("authority and the same host", good().add("host", "h")),
                Arguments.of("asterisk", plain("OPTIONS", "*").authority("h")),
                Arguments.of(
                        "query and escapes", plain("GET", "/a%20b?c=%C3%A9").authority("h")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void aMalformedRequestIsReset(String name, Http2Headers request) throws Exception {
        List<String> reached = new CopyOnWriteArrayList<>();
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, asked -> reached.add(asked.uri()));
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When
            client.headers(3, request, true);
            // Then
            assertThat(client.read(RawHttp2Client.RST_STREAM).errorCode())
                    .isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
            assertThat(reached).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wellFormed")
    void aGoodRequestReachesTheRoutes(String name, Http2Headers request) throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, EdgeServer::echo);
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When
            client.headers(3, request, true);
            // Then
            assertThat(client.read(RawHttp2Client.DATA).text()).isEqualTo("took 0");
        }
    }

    @Test
    void trailersAreNotTakenForARequest() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, EdgeServer::echo);
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When
            client.headers(3, plain("POST", "/a").authority("h"), false);
            client.data(3, new byte[5], false);
            client.headers(3, new DefaultHttp2Headers().add("x", "y"), true);
            // Then
            assertThat(client.read(RawHttp2Client.DATA).text()).isEqualTo("took 5");
        }
    }

    // Too slow

    @Test
    void aClientThatAsksNothingIsClosed() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When nothing is asked, then
            assertThat(client.readToEnd()).endsWith(RawHttp2Client.GOAWAY);
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When
            client.headers(3, good(), true);
            // Then
            assertThat(client.readToEnd()).contains(RawHttp2Client.DATA).endsWith(RawHttp2Client.GOAWAY);
        }
    }

    @Test
    void anAnswerMayTakeAsLongAsItLikes() throws Exception {
        try (EdgeServer server = new EdgeServer(
                        IMPATIENT,
                        request -> Vertx.currentContext()
                                .owner()
                                .setTimer(1500, late -> request.response().end("late")));
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When
            client.headers(3, good(), true);
            // Then
            assertThat(client.read(RawHttp2Client.DATA).text()).isEqualTo("late");
        }
    }

    @Test
    void aStreamWhoseBodyDoesNotComeIsReset() throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (EdgeServer server =
                        new EdgeServer(IMPATIENT, request -> request.body().onFailure(failures::add));
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When
            client.headers(3, plain("POST", "/a").authority("h"), false);
            client.data(3, new byte[5], false);
            // Then
            Frame reset = client.read(RawHttp2Client.RST_STREAM);
            assertThat(reset.errorCode()).isEqualTo((int) Http2Error.ENHANCE_YOUR_CALM.code());
            assertThat(reset.stream()).isEqualTo(3);
            await().until(() -> !failures.isEmpty());
        }
    }

    @Test
    void aBodyAboveThePaceMayTakeItsTime() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When 400 bytes come each 100 ms
            client.headers(3, plain("POST", "/a").authority("h"), false);
            for (int i = 0; i < 20; i++) {
                client.data(3, new byte[400], i == 19);
                Thread.sleep(100);
            }
            // Then
            assertThat(client.read(RawHttp2Client.DATA).text()).isEqualTo("took 8000");
        }
    }

    @Test
    void aBodyThatTheServerDoesNotReadIsNotTheClientsFault() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, request -> {
                    request.pause();
                    Vertx.currentContext().owner().setTimer(1500, late -> {
                        EdgeServer.echo(request);
                        request.resume();
                    });
                });
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When
            client.headers(3, plain("POST", "/a").authority("h"), false);
            client.data(3, new byte[5], false);
            Thread.sleep(1600);
            client.data(3, new byte[5], true);
            // Then
            assertThat(client.read(RawHttp2Client.DATA).text()).isEqualTo("took 10");
        }
    }

    @Test
    void aStreamWhoseAnswerIsNotTakenIsReset() throws Exception {
        List<String> ended = new CopyOnWriteArrayList<>();
        try (EdgeServer server = new EdgeServer(IMPATIENT, request -> sendMuch(request, ended));
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When the window of the stream is never enlarged
            client.headers(3, good(), true);
            // Then
            assertThat(client.read(RawHttp2Client.RST_STREAM).errorCode())
                    .isEqualTo((int) Http2Error.ENHANCE_YOUR_CALM.code());
            await().until(() -> ended.contains("closed"));
        }
    }

    @Test
    void anAnswerThatIsTakenSlowlyButSteadilyIsServed() throws Exception {
        List<String> ended = new CopyOnWriteArrayList<>();
        try (EdgeServer server = new EdgeServer(IMPATIENT, request -> sendMuch(request, ended));
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When the windows grow step by step
            client.headers(3, good(), true);
            int taken = 0;
            boolean end = false;
            while (!end) {
                Frame data = client.read(RawHttp2Client.DATA);
                taken += data.length();
                end = data.end();
                Thread.sleep(data.length() / 100);
                if (!end) {
                    client.windowUpdate(0, data.length());
                    client.windowUpdate(3, data.length());
                }
            }
            // Then
            assertThat(taken).isEqualTo(200_000);
        }
    }

    @Test
    void aClientThatReadsNothingIsReset() throws Exception {
        List<String> ended = new CopyOnWriteArrayList<>();
        try (EdgeServer server = new EdgeServer(IMPATIENT, request -> sendForever(request, ended));
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When the windows are wide open, but nobody reads
            client.windowUpdate(0, Integer.MAX_VALUE / 2);
            client.headers(3, good(), true);
            client.windowUpdate(3, Integer.MAX_VALUE / 2);
            // Then
            await().until(() -> ended.contains("closed"));
            assertThatThrownBy(client::readToEnd).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientThatGoesOnSendingWhenItWasAnsweredIsToldToStop() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, request -> {
                    request.pause();
                    request.response().setStatusCode(401).end("no");
                });
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // When
            client.headers(3, plain("POST", "/a").authority("h"), false);
            client.data(3, new byte[5], false);
            // Then
            assertThat(client.read(RawHttp2Client.DATA).text()).isEqualTo("no");
            assertThat(client.read(RawHttp2Client.RST_STREAM).errorCode()).isEqualTo((int) Http2Error.NO_ERROR.code());
            assertThat(client.readToEnd()).endsWith(RawHttp2Client.GOAWAY);
        }
    }

    // Upgrade

    @Test
    void theUpgradeIsGuardedAsWell() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, EdgeServer::echo);
                RawHttp2Client client = new RawHttp2Client(server.port())) {
            // Given
            client.sendText("""
                    GET /a HTTP/1.1\r
                    Host: h\r
                    Connection: Upgrade, HTTP2-Settings\r
                    Upgrade: h2c\r
                    HTTP2-Settings: AAMAAABkAAQAAP__\r
                    \r
                    """);
            assertThat(client.readText("HTTP/1.1 101 Switching Protocols\r\n".length()))
                    .startsWith("HTTP/1.1 101");
            while (!client.readText(1).equals("\n") || !client.readText(1).equals("\r")) {
                // Up to the empty line.
            }
            client.readText(1);
            client.greet();
            // When
            assertThat(client.read(RawHttp2Client.DATA).text()).isEqualTo("took 0");
            client.headers(3, plain("GET", "/a"), true);
            // Then
            assertThat(client.read(RawHttp2Client.RST_STREAM).errorCode())
                    .isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
            assertThat(client.readToEnd()).endsWith(RawHttp2Client.GOAWAY);
        }
    }

    @Test
    void aClientMayUpgrade() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, EdgeServer::echo);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .build()) {
            // When
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/a"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            // Then
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo("took 0");
        }
    }

    @Test
    void anUpgradeWithABodyIsServedWithout() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, EdgeServer::echo);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .build()) {
            // When
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/a"))
                            .POST(HttpRequest.BodyPublishers.ofString("hello"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            // Then
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.body()).isEqualTo("took 5");
        }
    }

    // Retirement

    @Test
    void aClientIsAskedToLeaveWhenTheServerRetiresAndStillServed() throws Exception {
        try (EdgeServer server = new EdgeServer(
                        IMPATIENT,
                        request -> Vertx.currentContext()
                                .owner()
                                .setTimer(1500, late -> request.response().end("late")));
                RawHttp2Client client = RawHttp2Client.greeting(server.port())) {
            // Given
            client.headers(3, good(), true);
            // When
            server.retire();
            // Then
            client.read(RawHttp2Client.GOAWAY);
            assertThat(client.read(RawHttp2Client.DATA).text()).isEqualTo("late");
            client.readToEnd();
        }
    }

    private static Http2Headers good() {
        return plain("GET", "/a").authority("h");
    }

    private static Http2Headers plain(String method, String path) {
        return new DefaultHttp2Headers(false).method(method).scheme("http").path(path);
    }

    private static void sendMuch(HttpServerRequest request, List<String> ended) {
        request.response().closeHandler(closed -> ended.add("closed")).end(Buffer.buffer(new byte[200_000]));
    }

    private static void sendForever(HttpServerRequest request, List<String> ended) {
        request.response().closeHandler(closed -> ended.add("closed"));
        Buffer block = Buffer.buffer(new byte[65_536]);
        Runnable fill = () -> {
            while (!request.response().writeQueueFull()) {
                request.response().write(block);
            }
        };
        request.response().drainHandler(drained -> fill.run());
        fill.run();
    }
}
