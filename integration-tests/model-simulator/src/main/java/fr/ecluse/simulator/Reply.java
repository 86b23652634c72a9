package fr.ecluse.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request, on its way out. It knows when the client has left: from then on it stops its timer and
 * ignores what it is told to send. Belongs to the event loop of the request.
 */
final class Reply {
    private static final System.Logger LOG = System.getLogger(Reply.class.getName());
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence EVENT_STREAM = HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final long HTTP2_INTERNAL_ERROR = 2;

    private final TokenPacer pacer;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final RequestJournal journal;
    private final JournalEntry entry;
    private final long startNanos = System.nanoTime();
    private TokenPacer.@Nullable Turn turn;
    private boolean ended;
    private boolean over;

    Reply(TokenPacer pacer, HttpServerRequest request, RequestJournal journal) {
        this.pacer = pacer;
        this.request = request;
        this.response = request.response();
        this.journal = journal;
        this.entry = journal.begin(request);
        response.closeHandler(_ -> closed());
        response.exceptionHandler(_ -> finish(true));
        response.putHeader(REQUEST_ID, "sim-" + entry.id());
    }

    JournalEntry entry() {
        return entry;
    }

    /** Whether nothing more can be sent: all is said, or the client has left. */
    boolean isOver() {
        return over;
    }

    /** Nanoseconds since the request came. */
    long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    /** Runs a task this long after the request came, at once when that is past; never once the reply is over. */
    void at(long nanosFromRequest, Runnable task) {
        if (!awaitTime(nanosFromRequest, task)) {
            task.run();
        }
    }

    /**
     * Has a task run this long after the request came, unless the reply is over by then.
     *
     * @return false when that is past already, and the task will not run
     */
    boolean awaitTime(long nanosFromRequest, Runnable task) {
        long wait = nanosFromRequest - elapsedNanos();
        if (wait <= 0 && !over) {
            return false;
        }
        if (!over) {
            turn = pacer.schedule(wait, () -> runOrBreakOff(task));
        }
        return true;
    }

    /** A task that fails later has no request handler above it that could answer. */
    private void runOrBreakOff(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "an answer could not be made", e);
            breakOff();
        }
    }

    /** Sends a whole answer. */
    void json(int status, Buffer body) {
        if (over) {
            return;
        }
        entry.answering(status);
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        end(body);
    }

    /** Sends an error. */
    void error(ApiError error) {
        if (!over && error.retryAfterSeconds() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(error.retryAfterSeconds()));
        }
        json(error.status(), JsonText.encode(error.body()));
    }

    /** Announces a JSON answer of this length, sends its beginning and breaks the connection. */
    void brokenJson(Buffer body, int bytes) {
        if (over) {
            return;
        }
        if (bytes == 0) {
            breakOff();
            return;
        }
        entry.answering(200);
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        breakOffAfter(body.getBuffer(0, Math.min(bytes, body.length() - 1)));
    }

    /** Begins a stream of events; its head goes out with the first of them. */
    void beginStream() {
        entry.answering(200);
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE);
    }

    /**
     * Sends a part of a stream.
     *
     * @param eventsSoFar number of events sent with this part included
     */
    void write(Buffer part, int eventsSoFar) {
        if (!over) {
            response.write(part);
            entry.eventsSent(eventsSoFar);
        }
    }

    /**
     * Has a task run once the client has taken what was sent.
     *
     * @return false when there is nothing to wait for, and the task will not run
     */
    boolean awaitDrain(Runnable task) {
        if (over || !response.writeQueueFull()) {
            return false;
        }
        response.drainHandler(_ -> {
            response.drainHandler(null);
            runOrBreakOff(task);
        });
        return true;
    }

    /** Ends a stream with its last part. */
    void endStream(Buffer part, int eventsSoFar) {
        if (!over) {
            entry.eventsSent(eventsSoFar);
            end(part);
        }
    }

    /** Breaks the connection after a last part of a stream. */
    void breakStream(Buffer part, int eventsSoFar) {
        if (!over) {
            entry.eventsSent(eventsSoFar);
            breakOffAfter(part);
        }
    }

    private void end(Buffer last) {
        // Over only when the last byte is out: the client may leave before it has taken everything.
        ended = true;
        response.end(last).onComplete(written -> finish(written.failed()));
    }

    private void breakOffAfter(Buffer last) {
        response.write(last).onComplete(_ -> breakOff());
    }

    /** Breaks the connection; of an HTTP/2 connection only the stream, since the others are not concerned. */
    void breakOff() {
        finish(false);
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset(HTTP2_INTERNAL_ERROR);
        } else {
            request.connection().close();
        }
    }

    private void closed() {
        // HTTP/2 also says this of a stream that ended well: after the end, the end's own result counts.
        if (!ended) {
            finish(true);
        }
    }

    private void finish(boolean clientLeft) {
        if (over) {
            return;
        }
        over = true;
        if (turn != null) {
            turn.cancel();
        }
        journal.finished(entry, clientLeft);
    }
}
