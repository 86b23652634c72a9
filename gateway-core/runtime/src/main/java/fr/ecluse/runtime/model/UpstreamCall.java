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
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One call to a server outside. The exchange's thread waits here while Vert.x works on the event loop; pieces of the
 * answer lie in a queue between them, and the network is held back while the queue is full.
 */
final class UpstreamCall {

    private static final long HIGH_WATER = 256 * 1024;
    private static final long LOW_WATER = 64 * 1024;
    private static final long CANCEL = 8; // HTTP/2 error code; on HTTP/1.1 the connection is closed

    /** The end of the answer in the queue. */
    private static final Object END = new Object();

    private final Context context;
    private final CompletableFuture<HttpClientResponse> head = new CompletableFuture<>();
    private final LinkedBlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private @Nullable HttpClientRequest request; // event loop only
    private boolean cancelled; // event loop only
    private volatile boolean paused; // written on the event loop only
    private volatile boolean ended;

    private UpstreamCall(Context context) {
        this.context = context;
    }

    /** Begins a call; its own time limits are the caller's to watch. */
    static UpstreamCall start(HttpClient client, Context context, RequestOptions options, byte[] body) {
        UpstreamCall call = new UpstreamCall(context);
        context.runOnContext(_ -> client.request(options)
                .onFailure(call.head::completeExceptionally)
                .onSuccess(request -> call.send(request, body)));
        return call;
    }

    private void send(HttpClientRequest begun, byte[] body) {
        request = begun;
        if (cancelled) {
            begun.reset(CANCEL);
            return;
        }
        begun.send(Buffer.buffer(body)).onFailure(head::completeExceptionally).onSuccess(response -> {
            response.handler(this::onPiece);
            response.exceptionHandler(this::onFailure);
            response.endHandler(_ -> {
                ended = true;
                pieces.add(END);
            });
            head.complete(response);
        });
    }

    private void onPiece(Buffer piece) {
        pieces.add(piece.getBytes());
        if (queued.addAndGet(piece.length()) > HIGH_WATER && !paused) {
            paused = true;
            head.getNow(null).pause();
        }
    }

    private void onFailure(Throwable failure) {
        ended = true;
        pieces.add(failure);
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
     */
    Head head(Duration limit) throws RefusalException, InterruptedException {
        try {
            HttpClientResponse response = head.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return new Head(response.statusCode(), Headers.of(response.headers().entries()));
        } catch (TimeoutException e) {
            throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_TIMEOUT));
        } catch (ExecutionException e) {
            throw new RefusalException(
                    Refusal.of(isTimeout(e.getCause()) ? ErrorCode.UPSTREAM_TIMEOUT : ErrorCode.UPSTREAM_ERROR));
        }
    }

    /**
     * Waits for the next piece of the answer.
     *
     * @return empty at the end
     * @throws RefusalException if none comes in time, or the answer broke off
     */
    Optional<byte[]> piece(Duration limit) throws RefusalException, InterruptedException {
        Object next = pieces.poll(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        return switch (next) {
            case null -> throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_TIMEOUT));
            case byte[] bytes -> {
                if (queued.addAndGet(-bytes.length) < LOW_WATER) {
                    resumeIfPaused();
                }
                yield Optional.of(bytes);
            }
            case Throwable _ -> throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_ERROR));
            default -> Optional.empty();
        };
    }

    private void resumeIfPaused() {
        if (paused) {
            context.runOnContext(_ -> {
                if (paused && queued.get() < LOW_WATER) {
                    paused = false;
                    head.getNow(null).resume();
                }
            });
        }
    }

    /** Whether the whole answer has arrived. */
    boolean hasEnded() {
        return ended;
    }

    /** Stops the call if it is not over; any thread may call it. */
    void cancel() {
        if (ended) {
            return;
        }
        context.runOnContext(_ -> {
            cancelled = true;
            if (request != null && !ended) {
                request.reset(CANCEL);
            }
        });
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
