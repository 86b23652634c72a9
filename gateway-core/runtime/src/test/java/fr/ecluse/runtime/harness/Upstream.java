package fr.ecluse.runtime.harness;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model server whose answers the test writes. */
public final class Upstream implements AutoCloseable {

    /** What it received. */
    public record Received(String path, String headers, String body) {}

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Handler<HttpServerRequest> behaviour =
            request -> request.response().end();
    private volatile boolean cancelled;

    Upstream(Vertx vertx) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    private void handle(HttpServerRequest request) {
        request.response().closeHandler(_ -> {
            if (!request.response().ended()) {
                cancelled = true;
            }
        });
        request.body().onSuccess(body -> {
            received.add(new Received(request.uri(), request.headers().toString(), body.toString()));
            behaviour.handle(request);
        });
    }

    public void does(Handler<HttpServerRequest> next) {
        behaviour = next;
    }

    /** Answers with a whole body. */
    public void answers(int status, String body) {
        does(request -> request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body));
    }

    /** Answers with the pieces of a stream, and ends. */
    public void streams(String... pieces) {
        does(request -> {
            request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
            for (String piece : pieces) {
                request.response().write(Buffer.buffer(piece));
            }
            request.response().end();
        });
    }

    public List<Received> received() {
        return received;
    }

    public boolean wasCancelled() {
        return cancelled;
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
