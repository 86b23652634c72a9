package fr.ecluse.bench.stream;

import fr.ecluse.bench.process.Arguments;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * A model server that streams numbered events at a fixed rate: {@code --port}, {@code --rate} (events a second in each
 * stream), {@code --first-token-ms}. A request asks for as many events as its {@code max_tokens} says. It listens on
 * loopback only and runs on one event loop.
 */
public final class SseUpstream {
    private static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 4096;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int BAD_REQUEST = 400;

    private final Vertx vertx;
    private final Pace pace;

    SseUpstream(Vertx vertx, Pace pace) {
        this.vertx = vertx;
        this.pace = pace;
    }

    /**
     * How fast the model speaks.
     *
     * @param firstToken from the request to the first event
     * @param gap from one event to the next
     */
    record Pace(Duration firstToken, Duration gap) {
        static Pace of(int perSecond, Duration firstToken) {
            return new Pace(firstToken, Duration.ofSeconds(1).dividedBy(perSecond));
        }
    }

    public static void main(String[] args) {
        Arguments arguments = new Arguments(args);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Pace pace = Pace.of(arguments.number("rate"), Duration.ofMillis(arguments.number("first-token-ms")));
        new SseUpstream(vertx, pace).listen(arguments.number("port"));
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @return the server, once it listens
     */
    HttpServer listen(int port) {
        HttpServerOptions options =
                new HttpServerOptions().setHost(HOST).setPort(port).setAcceptBacklog(BACKLOG);
        return vertx.createHttpServer(options)
                .requestHandler(this::handle)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void handle(HttpServerRequest request) {
        if (!"POST".equals(request.method().name())) {
            request.response().setStatusCode(METHOD_NOT_ALLOWED).end();
            return;
        }
        request.body().onSuccess(body -> {
            JsonObject asked = body.toJsonObject();
            if (asked.getBoolean("stream", false) && asked.getInteger("max_tokens", 0) > 0) {
                boolean usage =
                        asked.getJsonObject("stream_options", new JsonObject()).getBoolean("include_usage", false);
                new StreamSource(vertx, request.response(), pace, asked.getInteger("max_tokens"), usage).start();
            } else {
                request.response()
                        .setStatusCode(BAD_REQUEST)
                        .end(
                                "{\"error\":{\"message\":\"only streams, with max_tokens\",\"type\":\"invalid_request\"}}");
            }
        });
    }
}
