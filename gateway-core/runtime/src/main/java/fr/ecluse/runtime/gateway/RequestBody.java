package fr.ecluse.runtime.gateway;

import fr.ecluse.spi.Body;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of a request on its way in. The first piece is taken as it comes, since it usually arrives with the head
 * and is the whole; everything after it stays in the network until somebody asks, so that a stranger cannot make the
 * gateway hold more than one read of the socket.
 */
final class RequestBody {

    /** One piece, and the mark of the end. */
    private static final int EAGER = 2;

    private final HttpServerRequest request;
    private final Context context;
    private final long limit;
    private final Buffer received = Buffer.buffer();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private boolean asked;

    private RequestBody(HttpServerRequest request, Context context, long limit) {
        this.request = request;
        this.context = context;
        this.limit = limit;
    }

    /** Begins to receive; called on the request's event loop, with the request paused. */
    static RequestBody receive(HttpServerRequest request, Context context, long limit) {
        RequestBody body = new RequestBody(request, context, limit);
        if (request.isEnded()) {
            // It had none, and the server has said so already.
            body.whole.complete(new byte[0]);
            return body;
        }
        request.handler(body::onPiece);
        request.exceptionHandler(body.whole::completeExceptionally);
        request.endHandler(_ -> body.whole.complete(body.received.getBytes()));
        if (body.announced() <= limit) {
            request.fetch(EAGER);
        }
        return body;
    }

    private void onPiece(Buffer piece) {
        if (received.length() + (long) piece.length() > limit) {
            whole.completeExceptionally(new RefusalException(tooLarge()));
            return;
        }
        received.appendBuffer(piece);
    }

    /** Waits for the whole body; called on the exchange's thread. */
    Body await(Duration timeout) throws RefusalException, InterruptedException {
        if (announced() > limit) {
            throw new RefusalException(tooLarge());
        }
        if (!whole.isDone() && !asked) {
            asked = true;
            context.runOnContext(_ -> ask());
        }
        try {
            return Body.of(whole.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new RefusalException(Refusal.of(ErrorCode.REQUEST_TIMEOUT));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusalException refusal) {
                throw refusal;
            }
            throw new RefusalException(Refusal.of(ErrorCode.INVALID_REQUEST)
                    .withMessage(_ -> "The request's body broke off before its end."));
        }
    }

    private void ask() {
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect")) && received.length() == 0) {
            request.response().writeContinue();
        }
        request.resume();
    }

    Context context() {
        return context;
    }

    /**
     * Reads on and forgets, after an answer that did not wait for the body: a connection closed while its caller still
     * sends would take the answer with it. How long and how much is for the server's edge to bound.
     */
    void discardRest() {
        if (whole.isDone() && !whole.isCompletedExceptionally()) {
            return;
        }
        context.runOnContext(_ -> {
            if (!request.isEnded()) {
                request.handler(_ -> {});
                request.resume();
            }
        });
    }

    private long announced() {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // longer than a long
        }
    }

    private Refusal tooLarge() {
        return Refusal.of(ErrorCode.REQUEST_TOO_LARGE);
    }
}
