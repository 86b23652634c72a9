package fr.ecluse.bench.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.parsetools.RecordParser;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One stream, from its request to its end. Used on one event loop. */
final class StreamClient {
    private static final Buffer DONE = Buffer.buffer("data: [DONE]");
    private static final int OK = 200;

    private final long requestedNanos = System.nanoTime();
    private final StreamCheck check;
    private final Histogram firstTokenMicros;
    private final Histogram eventDelayMicros;
    private final Promise<Void> end = Promise.promise();
    private boolean done;

    /**
     * @param events expected in the stream
     * @param firstTokenMicros told how long the first event took from now
     * @param eventDelayMicros told how long each event was under way
     */
    StreamClient(int events, Histogram firstTokenMicros, Histogram eventDelayMicros) {
        this.check = new StreamCheck(events);
        this.firstTokenMicros = firstTokenMicros;
        this.eventDelayMicros = eventDelayMicros;
    }

    /** Fails, with what was wrong, if the stream did not end as it should. */
    Future<Void> end() {
        return end.future();
    }

    StreamCheck check() {
        return check;
    }

    void read(HttpClientResponse response) {
        if (response.statusCode() != OK) {
            response.resume();
            fail("status " + response.statusCode());
            return;
        }
        response.exceptionHandler(this::fail);
        RecordParser lines = RecordParser.newDelimited("\n", this::line);
        response.handler(lines);
        response.endHandler(_ -> {
            if (done) {
                end.tryComplete();
            } else {
                fail("ended without [DONE]");
            }
        });
    }

    void fail(Throwable cause) {
        String message = cause.getMessage();
        fail(message == null ? cause.getClass().getSimpleName() : message);
    }

    void fail(String reason) {
        end.tryFail(reason);
    }

    private void line(Buffer line) {
        Optional<Mark> found = Mark.in(line);
        if (found.isPresent()) {
            event(found.get());
        } else if (isDone(line)) {
            done = true;
        }
    }

    private void event(Mark mark) {
        if (done) {
            fail("an event after [DONE]");
            return;
        }
        if (check.received() == 0) {
            firstTokenMicros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - requestedNanos));
        }
        // The wall clock may be set back by a few microseconds between the two readings.
        eventDelayMicros.recordValue(Math.max(0, Mark.nowMicros() - mark.sentMicros()));
        check.accept(mark.number());
    }

    private static boolean isDone(Buffer line) {
        return line.length() >= DONE.length() && line.slice(0, DONE.length()).equals(DONE);
    }
}
