package fr.ecluse.runtime.model;

import fr.ecluse.spi.Headers;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call to a server outside. The exchange's thread waits here while Vert.x works on the event loop; pieces of the
 * answer lie in a queue between them, and the network is held back while the queue is full.
 */
final class UpstreamCall {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamCall.class);

    private static final long HIGH_WATER = 256 * 1024;
    private static final long LOW_WATER = 64 * 1024;
    private static final long NONE = -1;
    private static final long CANCEL = 8; // HTTP/2 error code; on HTTP/1.1 the connection is closed

    private final Context context;
    private final String server;
    private final UpstreamFailures failures;
    private final long begun = System.nanoTime();
    private final CompletableFuture<Incoming> incoming = new CompletableFuture<>();
    private @Nullable HttpClientRequest request; // event loop only
    private boolean cancelled; // event loop only
    private long lastChance = NONE; // the timer that stops the call; event loop only
    private volatile boolean ended;

    /** An answer whose head is there. */
    private record Incoming(HttpClientResponse response, PieceQueue pieces) {}

    private UpstreamCall(Context context, String server, UpstreamFailures failures) {
        this.context = context;
        this.server = server;
        this.failures = failures;
    }

    /**
     * Begins a call; its own time limits are the caller's to watch.
     *
     * @param failures learns whether the server could be asked
     */
    static UpstreamCall start(
            HttpClient client, UpstreamFailures failures, Context context, RequestOptions options, byte[] body) {
        UpstreamCall call = new UpstreamCall(context, options.getHost() + ":" + options.getPort(), failures);
        context.runOnContext(_ -> client.request(options)
                .onFailure(call.incoming::completeExceptionally)
                .onSuccess(request -> call.send(request, body)));
        return call;
    }

    private void send(HttpClientRequest ready, byte[] body) {
        request = ready;
        ready.exceptionHandler(incoming::completeExceptionally); // Vert.x logs what nobody handles
        if (cancelled) {
            ready.reset(CANCEL);
            return;
        }
        ready.send(Buffer.buffer(body))
                .onFailure(incoming::completeExceptionally)
                .onSuccess(this::receive);
    }

    private void receive(HttpClientResponse response) {
        PieceQueue pieces =
                new PieceQueue(HIGH_WATER, LOW_WATER, source(response), task -> context.runOnContext(_ -> task.run()));
        response.handler(piece -> pieces.add(piece.getBytes()));
        response.exceptionHandler(failure -> {
            over();
            pieces.fail(failure);
        });
        response.endHandler(_ -> {
            over();
            pieces.end();
        });
        incoming.complete(new Incoming(response, pieces));
    }

    private static PieceQueue.Source source(HttpClientResponse response) {
        return new PieceQueue.Source() {
            @Override
            public void pause() {
                response.pause();
            }

            @Override
            public void resume() {
                response.resume();
            }
        };
    }

    private void over() {
        ended = true;
        if (lastChance != NONE) {
            context.owner().cancelTimer(lastChance);
        }
    }

    /** When the call began, by {@link System#nanoTime()}. */
    long begun() {
        return begun;
    }

    /** The head of the answer. */
    record Head(int status, Headers headers) {

        boolean isEventStream() {
            return headers.first("Content-Type")
                    .filter(type -> type.startsWith("text/event-stream"))
                    .isPresent();
        }
    }

    /**
     * Waits for the head.
     *
     * @throws RefusalException if it does not come in time or at all
     * @throws ClosedConnectionException if the connection stood and was closed before
     */
    Head head(Duration limit) throws RefusalException, ClosedConnectionException, InterruptedException {
        try {
            HttpClientResponse response =
                    incoming.get(limit.toNanos(), TimeUnit.NANOSECONDS).response();
            return new Head(response.statusCode(), Headers.of(response.headers().entries()));
        } catch (TimeoutException e) {
            throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_TIMEOUT));
        } catch (ExecutionException e) {
            failures.line(server, e.getCause()).ifPresent(LOG::warn);
            if (isClosed(e.getCause())) {
                throw new ClosedConnectionException(e.getCause());
            }
            throw new RefusalException(
                    Refusal.of(isTimeout(e.getCause()) ? ErrorCode.UPSTREAM_TIMEOUT : ErrorCode.UPSTREAM_ERROR));
        }
    }

    /**
     * Waits for the next piece of the answer, whose head has come.
     *
     * @return empty at the end
     * @throws RefusalException if none comes in time, or the answer broke off
     */
    Optional<byte[]> piece(Duration limit) throws RefusalException, InterruptedException {
        return incoming.join().pieces().take(limit);
    }

    /** Stops the call if it is not over; any thread may call it. */
    void cancel() {
        if (!ended) {
            context.runOnContext(_ -> stop());
        }
    }

    /**
     * Stops the call unless its answer ends in time by itself, after which its connection serves further calls. Any
     * thread may call it; nobody takes pieces any more.
     */
    void cancelUnlessEnded(Duration grace) {
        if (!ended) {
            context.runOnContext(_ -> {
                if (!ended) {
                    lastChance = context.owner().setTimer(grace.toMillis(), _ -> stop());
                }
            });
        }
    }

    private void stop() {
        cancelled = true;
        if (request != null && !ended) {
            request.reset(CANCEL);
        }
    }

    private static boolean isClosed(@Nullable Throwable cause) {
        return cause instanceof HttpClosedException
                || cause instanceof IOException && !(cause instanceof ConnectException);
    }

    private static boolean isTimeout(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                        && String.valueOf(cause.getMessage()).contains("timed out")
                || cause instanceof TimeoutException;
    }

    /** The options of a POST of JSON. */
    static RequestOptions post(Deployment deployment, String relativePath, Map<String, String> headers) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(deployment.host())
                .setPort(deployment.port())
                .setSsl(deployment.isTls())
                .setURI(deployment.path(relativePath))
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        deployment.key().ifPresent(key -> options.putHeader("Authorization", "Bearer " + key.reveal()));
        return options;
    }
}
