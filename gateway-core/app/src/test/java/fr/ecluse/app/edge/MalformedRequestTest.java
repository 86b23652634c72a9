package fr.ecluse.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which requests are refused, and what their clients read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestTest {

    private final List<String> reached = new ArrayList<>();
    private EdgeServer server;

    @BeforeAll
    void start() {
        server = new EdgeServer(EdgeServer.GENEROUS, request -> {
            reached.add(request.uri());
            EdgeServer.echo(request);
        });
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fr.ecluse.app.edge.Requests#malformed")
    void isAnsweredInOurShape(String name, byte[] request) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            // When
            String answer = client.send(request).readToEnd();
            // Then
            assertThat(answer)
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("content-type: application/json\r\n")
                    .contains("x-request-id: id-1\r\n")
                    .contains("connection: close\r\n")
                    .contains("\"code\":\"invalid_request\"")
                    .doesNotContain("took");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fr.ecluse.app.edge.Requests#malformed")
    void isAnsweredAlikeWhenItComesByteByByte(String name, byte[] request) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            // When
            for (byte one : request) {
                client.send(new byte[] {one});
            }
            // Then
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fr.ecluse.app.edge.Requests#malformed")
    void hidesNoRequestBehindIt(String name, byte[] request) throws Exception {
        // Given
        reached.clear();
        try (RawClient client = new RawClient(server.port())) {
            // When
            client.send(request).send("GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n").readToEnd();
        }
        // Then
        assertThat(reached).doesNotContain("/hidden");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fr.ecluse.app.edge.Requests#wellFormed")
    void aGoodOneReachesTheRoutes(String name, byte[] request) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            // When
            String answer = client.send(request).readAnswer();
            // Then
            assertThat(answer).matches("(?s)HTTP/1\\.[01] 200 OK\r\n.*took [05]");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fr.ecluse.app.edge.Requests#wellFormed")
    void aGoodOneMayComeByteByByteAndTwice(String name, byte[] request) throws Exception {
        if (name.equals("HTTP/1.0")) {
            return;
        }
        try (RawClient client = new RawClient(server.port())) {
            for (int time = 0; time < 2; time++) {
                // When
                for (byte one : request) {
                    client.send(new byte[] {one});
                }
                // Then
                assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 OK\r\n");
            }
        }
    }

    @Test
    void aRequestLineTooLongIs414() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            // When
            String answer = client.send("GET /" + "a".repeat(4096)).readToEnd();
            // Then
            assertThat(answer)
                    .startsWith("HTTP/1.1 414 Request-URI Too Long\r\n")
                    .contains("\"code\":\"uri_too_long\"");
        }
    }

    @Test
    void headersTooLargeAre431() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            // When
            String answer = client.send("GET / HTTP/1.1\r\nHost: h\r\n")
                    .send("X: a\r\n".repeat(20_480 / 6))
                    .readToEnd();
            // Then
            assertThat(answer)
                    .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n")
                    .contains("\"code\":\"headers_too_large\"");
        }
    }

    @Test
    void headsMayBeAsLargeAsAllowed() throws Exception {
        // Given
        String requestLine = "GET /" + "a".repeat(4096 - "GET / HTTP/1.1\r\n".length()) + " HTTP/1.1\r\n";
        String headers = "Host: h\r\nX: " + "a".repeat(20_480 - "Host: h\r\nX: \r\n\r\n".length()) + "\r\n\r\n";
        try (RawClient client = new RawClient(server.port())) {
            // When
            String answer = client.send(requestLine + headers).readAnswer();
            // Then
            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void waitsForTheAnswersBeforeIt() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            // When
            String answers = client.send("""
                            GET /1 HTTP/1.1\r
                            Host: h\r
                            \r
                            POST /2 HTTP/1.1\r
                            Host: h\r
                            Content-Length: 5\r
                            \r
                            helloGET /3 HTTP/1.1\r
                            \r
                            GET /4 HTTP/1.1\r
                            Host: h\r
                            \r
                            """).readToEnd();
            // Then
            assertThat(answers).containsSubsequence("200 OK", "took 0", "200 OK", "took 5", "400 Bad Request");
            assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(4);
        }
    }
}
