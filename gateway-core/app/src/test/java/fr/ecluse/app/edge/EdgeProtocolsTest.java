package fr.ecluse.app.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.app.edge.EdgeLimits.MinimumPace;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edge behind TLS, ALPN and the PROXY protocol, and beside other protocols. */
class EdgeProtocolsTest {

    private static final byte[] GOOD = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);
    private static final String PROXY_HEADER = "PROXY TCP4 192.0.2.1 192.0.2.2 1000 443\r\n";

    private static final EdgeLimits IMPATIENT = new EdgeLimits(
            4096,
            20_480,
            8192,
            4,
            Duration.ofMillis(500),
            Duration.ofMinutes(1),
            new MinimumPace(Duration.ofMinutes(1), 1),
            Duration.ofSeconds(1),
            1 << 20);

    private static TestCertificate server;
    private static TestCertificate client;
    private static SSLContext clientContext;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        server = TestCertificate.make(folder, "server");
        client = TestCertificate.make(folder, "client");
        clientContext = server.trustedBy(null);
    }

    @Test
    void refusesWhatIsMalformed() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, tls(), EdgeServer::echo);
                SSLSocket client = connect(server.port(), "")) {
            // When
            client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            // Then
            assertThat(readToEnd(client))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("x-request-id");
        }
    }

    @Test
    void anAnswerReachesAClientThatIsStillSending() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, tls(), request -> {
                    request.pause();
                    request.response().setStatusCode(401).end("no");
                });
                SSLSocket client = connect(server.port(), "")) {
            // When
            client.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000\r\n\r\n".getBytes(US_ASCII));
            client.getOutputStream().write(new byte[10_000_000]);
            // Then
            assertThat(readToEnd(client))
                    .startsWith("HTTP/1.1 401 Unauthorized\r\n")
                    .endsWith("no");
        }
    }

    @Test
    void speaksHttp2ByAlpn() throws Exception {
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, tls(), EdgeServer::echo);
                HttpClient client =
                        HttpClient.newBuilder().sslContext(clientContext).build()) {
            // When
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            // Then
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo("took 0");
        }
    }

    @Test
    void aHandshakeThatDoesNotComeIsNotWaitedFor() throws Exception {
        try (EdgeServer server = new EdgeServer(IMPATIENT, tls(), EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // When the handshake only begins
            client.send("\u0016\u0003\u0001");
            // Then
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void standsBehindTheProxyProtocol() throws Exception {
        try (EdgeServer server = new EdgeServer(
                        EdgeServer.GENEROUS, new HttpServerOptions().setUseProxyProtocol(true), EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // When
            client.send(PROXY_HEADER + "GET / HTTP/1.1\r\n\r\n");
            // Then
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("x-request-id");
        }
    }

    @Test
    void standsBehindTheProxyProtocolAndTls() throws Exception {
        try (EdgeServer server =
                        new EdgeServer(EdgeServer.GENEROUS, tls().setUseProxyProtocol(true), EdgeServer::echo);
                SSLSocket client = connect(server.port(), PROXY_HEADER)) {
            // When
            client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            // Then
            assertThat(readToEnd(client))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("x-request-id");
        }
    }

    @Test
    void standsInAServerWithoutHttp2() throws Exception {
        try (EdgeServer server = new EdgeServer(
                        EdgeServer.GENEROUS,
                        new HttpServerOptions().setHttp2ClearTextEnabled(false),
                        EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // When
            client.send("GET / HTTP/1.1\r\n\r\n");
            // Then
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("x-request-id");
        }
    }

    @Test
    void aClientMustShowACertificateWhereItIsRequired() throws Exception {
        HttpServerOptions options = tls().setTrustOptions(client.options());
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, options, ClientAuth.REQUIRED, EdgeServer::echo);
                SSLSocket without = connect(server.port(), "");
                SSLSocket with = connect(EdgeProtocolsTest.server.trustedBy(client), server.port(), "")) {
            // When
            with.getOutputStream().write(GOOD);
            // Then
            assertThat(readToEnd(with)).startsWith("HTTP/1.1 200 OK\r\n");
            assertThatThrownBy(() -> {
                        without.getOutputStream().write(GOOD);
                        readToEnd(without);
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientMayDoWithoutACertificateWhereItIsRequested() throws Exception {
        HttpServerOptions options = tls().setTrustOptions(client.options());
        try (EdgeServer server = new EdgeServer(
                        EdgeServer.GENEROUS,
                        options,
                        ClientAuth.REQUEST,
                        request -> request.response().end(subject(request)));
                SSLSocket without = connect(server.port(), "");
                SSLSocket with = connect(EdgeProtocolsTest.server.trustedBy(client), server.port(), "")) {
            // When
            without.getOutputStream().write(GOOD);
            with.getOutputStream().write(GOOD);
            // Then
            assertThat(readToEnd(without)).endsWith("nobody");
            assertThat(readToEnd(with)).endsWith("CN=client");
        }
    }

    @Test
    void nobodyIsServedWithoutTlsWhereACertificateIsRequired() throws Exception {
        try (EdgeServer server = new EdgeServer(
                        EdgeServer.GENEROUS, new HttpServerOptions(), ClientAuth.REQUIRED, EdgeServer::echo);
                RawClient client = new RawClient(server.port())) {
            // When nothing is sent, then
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void guardsTheJdksTransportToo() throws Exception {
        try (EdgeServer server = new EdgeServer(
                        JDKTransport.INSTANCE, EdgeServer.edge(IMPATIENT), new HttpServerOptions(), EdgeServer::echo);
                RawClient ambiguous = new RawClient(server.port());
                RawClient silent = new RawClient(server.port())) {
            ambiguous.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertThat(ambiguous.readToEnd()).startsWith("HTTP/1.1 400 ");
            // and who says nothing is not waited for
            assertThat(silent.readToEnd()).isEmpty();
        }
    }

    @Test
    void leavesAServerOfAnotherProtocolAlone() throws Exception {
        Edge edge = new Edge(
                IMPATIENT,
                (refusal, port, reason) -> new RefusalAnswer.Answer("id", "text/plain", new byte[0]),
                new Retirement(),
                new CertificateChanges(),
                new Edge.Management(0, ClientAuth.NONE));
        Vertx vertx = new VertxBuilder()
                .findTransport(new EdgeTransport(EdgeServer.usualTransport(), () -> edge))
                .init()
                .vertx();
        try {
            NetServer echo = vertx.createNetServer()
                    .connectHandler(socket -> socket.handler(socket::write))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            try (RawClient client = new RawClient(echo.actualPort())) {
                // Given
                Thread.sleep(IMPATIENT.headTime().multipliedBy(2));
                // When
                client.send("no HTTP\n");
                // Then
                assertThat(client.readUntil("\n")).isEqualTo("no HTTP\n");
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static String subject(HttpServerRequest request) {
        try {
            return request.sslSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException none) {
            return "nobody";
        }
    }

    private static HttpServerOptions tls() throws IOException {
        return new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(server.options());
    }

    private static SSLSocket connect(int port, String before) throws IOException {
        return connect(clientContext, port, before);
    }

    private static SSLSocket connect(SSLContext context, int port, String before) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setSoTimeout(20_000);
        plain.getOutputStream().write(before.getBytes(US_ASCII));
        return (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true);
    }

    private static String readToEnd(SSLSocket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), US_ASCII);
    }
}
