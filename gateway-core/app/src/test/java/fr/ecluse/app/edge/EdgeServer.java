package fr.ecluse.app.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import fr.ecluse.app.edge.EdgeLimits.MinimumPace;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.spi.transport.Transport;
import java.io.IOException;
import java.time.Duration;

/** An HTTP server of a Vert.x that has the edge, on a free port of the loopback interface. */
final class EdgeServer implements AutoCloseable {

    /** Far more than a test takes, but for the sizes. */
    static final EdgeLimits GENEROUS = new EdgeLimits(
            4096,
            20_480,
            8192,
            4,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            new MinimumPace(Duration.ofMinutes(1), 1),
            Duration.ofSeconds(10),
            1 << 26);

    private final Edge edge;
    private final Vertx vertx;
    private final HttpServer server;

    EdgeServer(EdgeLimits limits, Handler<HttpServerRequest> routes) {
        this(limits, new HttpServerOptions(), routes);
    }

    EdgeServer(EdgeLimits limits, HttpServerOptions options, Handler<HttpServerRequest> routes) {
        this(limits, options, ClientAuth.NONE, routes);
    }

    EdgeServer(EdgeLimits limits, HttpServerOptions options, ClientAuth auth, Handler<HttpServerRequest> routes) {
        this(edge(limits, auth), options, routes);
    }

    EdgeServer(Edge edge, HttpServerOptions options, Handler<HttpServerRequest> routes) {
        this(usualTransport(), edge, options, routes);
    }

    EdgeServer(Transport transport, Edge edge, HttpServerOptions options, Handler<HttpServerRequest> routes) {
        this.edge = edge;
        vertx = new VertxBuilder(new VertxOptions().setEventLoopPoolSize(1))
                .findTransport(new EdgeTransport(transport, () -> edge))
                .init()
                .vertx();
        server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .requestHandler(routes)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** The one that the gateway has on this machine. */
    static Transport usualTransport() {
        Transport linux = new EpollTransport();
        return linux.isAvailable() ? linux : JDKTransport.INSTANCE;
    }

    /** An edge whose management port asks for no certificate. */
    static Edge edge(EdgeLimits limits) {
        return edge(limits, ClientAuth.NONE);
    }

    private static Edge edge(EdgeLimits limits, ClientAuth auth) {
        return new Edge(
                limits, EdgeServer::answer, new Retirement(), new CertificateChanges(), new Edge.Management(0, auth));
    }

    /** Reads the body, and answers with how long it was. */
    static void echo(HttpServerRequest request) {
        request.body().onSuccess(body -> request.response().end("took " + body.length()));
    }

    private static RefusalAnswer.Answer answer(Refusal refusal, Edge.Port port, String reason) {
        String json = "{\"error\":{\"message\":\"" + reason + "\",\"code\":\"" + refusal.code() + "\"}}";
        return new RefusalAnswer.Answer("id-1", "application/json", json.getBytes(UTF_8));
    }

    /** As when the application begins to stop. */
    void retire() {
        edge.retirement().begin(new ShutdownDelayInitiatedEvent());
    }

    /** As when Quarkus has read a certificate again. */
    void renew(TestCertificate certificate) throws IOException {
        SSLOptions options = new SSLOptions().setKeyCertOptions(certificate.options());
        CertificateUpdatedEvent event = new CertificateUpdatedEvent("default", null);
        edge.certificates().begin(event);
        // Quarkus' options never equal former ones, so Vert.x always builds them anew.
        server.updateSSLOptions(options, true)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        edge.certificates().end(event);
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
