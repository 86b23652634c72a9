package fr.ecluse.simulator;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running simulator: one HTTP server per event loop on one shared port, speaking HTTP/1.1 and cleartext HTTP/2.
 * Safe for use by several threads.
 */
final class SimulatorServer implements AutoCloseable {
    private static final int KIBI = 1024;
    private static final int BACKLOG = 8 * KIBI;
    private static final int MAX_STREAMS_PER_CONNECTION = 100_000;

    /** Vert.x' word for a free port that all instances of a deployment share. */
    private static final int ANY_SHARED_PORT = -1;

    private final Vertx vertx;
    private final EmbeddingEngine embeddings;
    private final String host;
    private final int port;

    private SimulatorServer(Vertx vertx, EmbeddingEngine embeddings, String host, int port) {
        this.vertx = vertx;
        this.embeddings = embeddings;
        this.host = host;
        this.port = port;
    }

    /**
     * Starts a simulator and waits until it listens.
     *
     * @throws java.util.concurrent.CompletionException when the address cannot be bound
     */
    static SimulatorServer start(SimulatorOptions options) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(options.threads()));
        EmbeddingEngine embeddings = new EmbeddingEngine();
        SimulatorRoutes routes = new SimulatorRoutes(options, embeddings);
        try {
            int port = listen(vertx, options, routes);
            return new SimulatorServer(vertx, embeddings, options.host(), port);
        } catch (RuntimeException e) {
            vertx.close();
            embeddings.close();
            throw e;
        }
    }

    private static int listen(Vertx vertx, SimulatorOptions options, SimulatorRoutes routes) {
        int port = options.port() == 0 ? ANY_SHARED_PORT : options.port();
        AtomicInteger actualPort = new AtomicInteger();
        vertx.deployVerticle(
                        () -> new Listener(routes, options.host(), port, actualPort),
                        new DeploymentOptions().setInstances(options.threads()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return actualPort.get();
    }

    /** The TCP port that it listens on. */
    int port() {
        return port;
    }

    /** The base URL, without a trailing slash. */
    String url() {
        return "http://" + host + ":" + port;
    }

    /** Drops every connection and stops; waits for it. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        embeddings.close();
    }

    /** One event loop's share of the server. */
    private static final class Listener extends AbstractVerticle {
        private final SimulatorRoutes routes;
        private final String host;
        private final int port;
        private final AtomicInteger actualPort;

        Listener(SimulatorRoutes routes, String host, int port, AtomicInteger actualPort) {
            this.routes = routes;
            this.host = host;
            this.port = port;
            this.actualPort = actualPort;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(httpOptions())
                    .requestHandler(routes.handler(vertx))
                    .exceptionHandler(_ -> {}) // a connection that breaks is the client's business, and is recorded
                    .listen(port, host)
                    .onSuccess(server -> actualPort.set(server.actualPort()))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private static HttpServerOptions httpOptions() {
            return new HttpServerOptions()
                    .setAcceptBacklog(BACKLOG)
                    .setHandle100ContinueAutomatically(true)
                    .setMaxInitialLineLength(16 * KIBI)
                    .setMaxHeaderSize(64 * KIBI)
                    // A gateway that cancels a thousand streams is what this server is for, not an attack.
                    .setHttp2RstFloodMaxRstFramePerWindow(Integer.MAX_VALUE)
                    .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS_PER_CONNECTION));
        }
    }
}
