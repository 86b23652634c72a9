package fr.ecluse.simulator;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was received, and what became of its answer. Written by the event loop that serves the request,
 * read by any thread.
 */
final class JournalEntry {
    static final int MAX_BODY_BYTES = 1 << 20;

    private final long id;
    private final String method;
    private final String version;
    private final String path;
    private final @Nullable String query;
    private final JsonArray headers;
    private final long receivedAt = System.currentTimeMillis();
    private volatile byte[] body = new byte[0];
    private volatile int bodyBytes;
    private volatile int status;
    private volatile long firstByteAt;
    private volatile long finishedAt;
    private volatile boolean cancelled;
    private volatile int eventsSent;

    /**
     * @param keepHeaders whether the headers are copied, for an entry that will be shown
     */
    JournalEntry(long id, HttpServerRequest request, boolean keepHeaders) {
        this.id = id;
        this.method = request.method().name();
        this.version = request.version().alpnName();
        this.path = request.path() == null ? "" : request.path();
        this.query = request.query();
        this.headers = keepHeaders ? copy(request.headers()) : new JsonArray();
    }

    private static JsonArray copy(MultiMap headers) {
        JsonArray copy = new JsonArray();
        for (Map.Entry<String, String> header : headers) {
            copy.add(new JsonArray().add(header.getKey()).add(header.getValue()));
        }
        return copy;
    }

    long id() {
        return id;
    }

    /** Keeps the body, at most {@link #MAX_BODY_BYTES} of it. */
    void body(Buffer received) {
        bodyBytes = received.length();
        body = received.getBytes(0, Math.min(bodyBytes, MAX_BODY_BYTES));
    }

    /** Bytes of the body that are kept. */
    int keptBytes() {
        return body.length;
    }

    /** The answer's head and first bytes are handed to the connection. */
    void answering(int answerStatus) {
        status = answerStatus;
        firstByteAt = System.currentTimeMillis();
    }

    /** This many events have been handed to the connection so far. */
    void eventsSent(int events) {
        eventsSent = events;
    }

    /**
     * Nothing more will be sent.
     *
     * @param clientLeft whether that is the client's doing
     */
    void finished(boolean clientLeft) {
        cancelled = clientLeft;
        finishedAt = System.currentTimeMillis();
    }

    /** As {@code GET /sim/requests} shows it; times are Unix milliseconds, null for what has not happened. */
    JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("method", method)
                .put("version", version)
                .put("path", path)
                .put("query", query)
                .put("headers", headers)
                .put("body", Buffer.buffer(body).toString())
                .put("body_bytes", bodyBytes)
                .put("received_at", receivedAt)
                .put("first_byte_at", timeOrNull(firstByteAt))
                .put("finished_at", timeOrNull(finishedAt))
                .put("status", status == 0 ? null : status)
                .put("cancelled", cancelled)
                .put("events_sent", eventsSent);
    }

    private static @Nullable Long timeOrNull(long time) {
        return time == 0 ? null : time;
    }
}
