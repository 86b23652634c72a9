package fr.ecluse.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.runtime.harness.TestGateway;
import fr.ecluse.spi.Outcome.Result;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a caller's connection can and cannot do")
class GatewayEdgeTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = "{\"model\":\"m\"}";

    @TempDir
    private Path folder;

    @Test
    void aStrangerIsRefusedBeforeItsBodyIsRead() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start();
                Socket socket = new Socket("127.0.0.1", gateway.port())) {
            write(socket, "POST " + CHAT + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{");

            assertThat(readHead(socket)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void theFirstPieceOfABodyMayComeLate() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start();
                Socket socket = new Socket("127.0.0.1", gateway.port())) {
            gateway.upstream().answers(200, "{}");
            write(socket, head(REQUEST.length()));
            Thread.sleep(150); // the gateway is waiting by now
            for (char c : REQUEST.toCharArray()) {
                write(socket, String.valueOf(c));
                socket.getOutputStream().flush();
            }

            assertThat(readHead(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aBodyThatNeverEndsIsATimeout() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                        .chat()
                        .with("ecluse.http.body-timeout", "300ms")
                        .start();
                Socket socket = new Socket("127.0.0.1", gateway.port())) {
            write(socket, head(100) + "{");

            assertThat(readHead(socket)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndTheConnectionGoesOn() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                        .chat()
                        .with("ecluse.http.max-body", "1KB")
                        .start();
                Socket socket = new Socket("127.0.0.1", gateway.port())) {
            gateway.upstream().answers(200, "{}");
            write(socket, head(5_000) + "x".repeat(5_000));
            assertThat(readHead(socket)).startsWith("HTTP/1.1 413");

            write(socket, head(REQUEST.length()) + REQUEST);
            assertThat(readHead(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whoWaitsToBeAskedForItsBodyIsAsked() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start();
                Socket socket = new Socket("127.0.0.1", gateway.port())) {
            gateway.upstream().answers(200, "{}");
            write(socket, head(REQUEST.length()).replace("Host:", "Expect: 100-continue\r\nHost:"));
            assertThat(readHead(socket)).startsWith("HTTP/1.1 100");

            write(socket, REQUEST);
            assertThat(readHead(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whoIsRefusedIsNotAskedForItsBody() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start();
                Socket socket = new Socket("127.0.0.1", gateway.port())) {
            write(socket, "POST " + CHAT + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");

            assertThat(readHead(socket)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void aChunkedBodyIsBoundedToo() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                        .chat()
                        .with("ecluse.http.max-body", "1KB")
                        .start();
                Socket socket = new Socket("127.0.0.1", gateway.port())) {
            write(socket, "POST " + CHAT + " HTTP/1.1\r\nHost: x\r\nX-User: u\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 5; i++) {
                write(socket, "200\r\n" + "x".repeat(0x200) + "\r\n");
            }
            write(socket, "0\r\n\r\n");

            assertThat(readHead(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aBodyThatBreaksOffIsACancelledRequest() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
                write(socket, head(100) + "{");
                Thread.sleep(100); // so that the gateway waits for the rest
            }

            await().atMost(Duration.ofSeconds(2))
                    .until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness().completions().getFirst().outcome().result())
                    .isEqualTo(Result.CANCELLED);
        }
    }

    @Test
    void whoReadsNothingHoldsTheUpstreamBackAndIsGivenUp() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder)
                        .chat()
                        .with("ecluse.http.write-timeout", "500ms")
                        .start();
                Socket socket = new Socket()) {
            long[] written = {0};
            gateway.upstream().does(request -> {
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
                String event = "data: {\"x\":\"" + "y".repeat(10_000) + "\"}\n\n";
                Runnable[] more = new Runnable[1];
                more[0] = () -> {
                    while (!request.response().writeQueueFull()
                            && !request.response().closed()) {
                        written[0] += event.length();
                        request.response().write(event);
                    }
                    request.response().drainHandler(_ -> more[0].run());
                };
                more[0].run();
            });
            socket.setReceiveBufferSize(8_192);
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", gateway.port()));
            String body = "{\"model\":\"m\",\"stream\":true}";
            write(socket, head(body.length()) + body);

            await().atMost(Duration.ofSeconds(5)).until(() -> gateway.upstream().wasCancelled());
            assertThat(written[0]).isLessThan(30_000_000);
            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness().completions().getFirst().outcome().result())
                    .isEqualTo(Result.CANCELLED);
        }
    }

    @ParameterizedTest(name = "proxies {0}, forwarded for {1}: {2}")
    @CsvSource({
        "'', 203.0.113.7, 127.0.0.1",
        "127.0.0.0/8, 203.0.113.7, 203.0.113.7",
        "127.0.0.1, '198.51.100.1, 203.0.113.7', 203.0.113.7",
        "'127.0.0.1,203.0.113.0/24', '198.51.100.1, 203.0.113.7', 198.51.100.1",
        "10.0.0.0/8, 203.0.113.7, 127.0.0.1",
        "127.0.0.1, '', 127.0.0.1",
    })
    void onlyATrustedProxySaysWhereACallComesFrom(String proxies, String forwarded, String address) throws Exception {
        TestGateway unstarted = TestGateway.in(folder).chat();
        if (!proxies.isEmpty()) {
            unstarted.with("ecluse.http.trusted-proxies", proxies);
        }
        try (TestGateway gateway = unstarted.start()) {
            gateway.upstream().answers(200, "{}");

            gateway.send(gateway.request(CHAT)
                    .header("X-Forwarded-For", forwarded)
                    .POST(HttpRequest.BodyPublishers.ofString(REQUEST)));

            await().until(() -> !gateway.witness().completions().isEmpty());
            assertThat(gateway.witness()
                            .completions()
                            .getFirst()
                            .exchange()
                            .request()
                            .clientAddress())
                    .isEqualTo(address);
        }
    }

    @ParameterizedTest(name = "request id {0} kept: {1}")
    @CsvSource({"abcdef-12345678, true", "short, false", "'with space inside', false", "'semi;colon-1234', false"})
    void aWellFormedRequestIdIsKept(String id, boolean kept) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().answers(200, "{}");

            HttpResponse<String> answer = gateway.send(gateway.request(CHAT)
                    .header("X-Request-Id", id)
                    .POST(HttpRequest.BodyPublishers.ofString(REQUEST)));

            String given = answer.headers().firstValue("X-Request-Id").orElseThrow();
            assertThat(given.equals(id)).isEqualTo(kept);
            assertThat(gateway.upstream().received().getFirst().headers())
                    .containsIgnoringCase("x-request-id=" + given);
        }
    }

    @Test
    void aTraceGoesOnAndNothingElseOfTheCallerDoes() throws Exception {
        try (TestGateway gateway = TestGateway.in(folder).chat().start()) {
            gateway.upstream().answers(200, "{}");
            String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

            gateway.send(gateway.request(CHAT + "?model=other&CamelHttpUri=http://x")
                    .header("traceparent", trace)
                    .header("CamelHttpUri", "http://elsewhere.example")
                    .header("Forwarded", "for=1.2.3.4")
                    .header("Cookie", "a=b")
                    .header("Accept-Language", "fr, *;q=nonsense")
                    .POST(HttpRequest.BodyPublishers.ofString(REQUEST)));

            String headers = gateway.upstream().received().getFirst().headers();
            assertThat(headers).contains(trace).doesNotContainIgnoringCase("camel", "forwarded", "cookie", "x-user");
            assertThat(gateway.upstream().received().getFirst().path()).isEqualTo(CHAT);
        }
    }

    private static String head(int length) {
        return "POST " + CHAT
                + " HTTP/1.1\r\nHost: x\r\nX-User: u\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    private static void write(Socket socket, String text) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Reads one answer to its end and gives its head. */
    private static String readHead(Socket socket) throws Exception {
        socket.setSoTimeout(5_000);
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the connection was closed after: " + head);
            }
            head.append((char) next);
        }
        java.util.regex.Matcher length =
                java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        if (length.find()) {
            in.readNBytes(Integer.parseInt(length.group(1)));
        }
        return head.toString();
    }
}
