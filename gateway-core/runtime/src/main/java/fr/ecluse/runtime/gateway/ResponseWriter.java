package fr.ecluse.runtime.gateway;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Headers;
import fr.ecluse.spi.stream.StreamEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Writes one answer from the exchange's thread, at the speed at which the caller reads. */
final class ResponseWriter {

    private static final int QUEUE_BYTES = 64 * 1024;

    private final HttpServerResponse response;
    private final Duration writeTimeout;
    private final long started;
    private final Semaphore drained = new Semaphore(0);
    private long firstByte = -1;
    private long bytes;
    private long events;

    ResponseWriter(HttpServerResponse response, Duration writeTimeout, long started) {
        this.response = response;
        this.writeTimeout = writeTimeout;
        this.started = started;
    }

    /** Writes a whole answer. */
    void whole(Answer.Buffered answer, Map<String, String> more) {
        head(answer.status(), answer.headers(), more);
        byte[] body = answer.body().bytes();
        markFirstByte();
        bytes += body.length;
        response.end(Buffer.buffer(body));
    }

    /** Writes the head of a stream; it leaves with the first event. */
    void streamHead(int status, Headers headers, Map<String, String> more) {
        head(status, headers, more);
        response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
        response.putHeader("Cache-Control", "no-cache");
        response.putHeader("X-Accel-Buffering", "no");
        response.setChunked(true);
        response.setWriteQueueMaxSize(QUEUE_BYTES);
        response.drainHandler(_ -> drained.release());
    }

    /**
     * Writes an event and waits until the caller keeps up.
     *
     * @return false if the caller read nothing for too long; the connection is closed then
     */
    boolean event(StreamEvent event) throws InterruptedException {
        markFirstByte();
        bytes += event.raw().length;
        events++;
        response.write(Buffer.buffer(event.raw()));
        if (response.writeQueueFull()) {
            drained.drainPermits();
            if (response.writeQueueFull() && !drained.tryAcquire(writeTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                reset();
                return false;
            }
        }
        return true;
    }

    void end() {
        response.end();
    }

    /** Breaks the answer off, so that the caller does not take what it has for the whole. */
    void reset() {
        response.reset();
    }

    boolean headWritten() {
        return response.headWritten();
    }

    private void head(int status, Headers headers, Map<String, String> more) {
        response.setStatusCode(status);
        for (Map.Entry<String, List<String>> header : headers.asMap().entrySet()) {
            response.putHeader(header.getKey(), header.getValue());
        }
        more.forEach(response::putHeader);
    }

    private void markFirstByte() {
        if (firstByte < 0) {
            firstByte = System.nanoTime() - started;
        }
    }

    /** Nanoseconds since the beginning. */
    long elapsed() {
        return System.nanoTime() - started;
    }

    /** Nanoseconds from the beginning to the first byte written, or -1. */
    long firstByte() {
        return firstByte;
    }

    long bytes() {
        return bytes;
    }

    long events() {
        return events;
    }
}
