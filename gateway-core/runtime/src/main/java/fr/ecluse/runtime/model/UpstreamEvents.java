package fr.ecluse.runtime.model;

import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import fr.ecluse.spi.stream.EventSource;
import fr.ecluse.spi.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The events of one streamed answer, edited as {@link AnswerEdits} says. Used on the exchange's thread. */
final class UpstreamEvents implements EventSource {

    private static final byte[] ERROR = "\"error\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FINISH_REASON = "\"finish_reason\"".getBytes(StandardCharsets.US_ASCII);

    /** How long the answer's body may take to end after its last event. */
    private static final Duration END_GRACE = Duration.ofSeconds(1);

    private final UpstreamCall call;
    private final AnswerEdits edits;
    private final UpstreamLimits limits;
    private final LongConsumer waited;
    private final SseSplitter splitter;
    private long received;
    private long lastReceived; // by System.nanoTime(); that of the request before the first byte
    private @Nullable StreamEvent lastChoice; // the last event with a place for why the answer finished
    private boolean ended;
    private boolean complete;

    /**
     * Reads a call's answer as events.
     *
     * @param waited told the nanoseconds of each wait for the upstream
     */
    UpstreamEvents(UpstreamCall call, AnswerEdits edits, UpstreamLimits limits, LongConsumer waited) {
        this.call = call;
        this.edits = edits;
        this.limits = limits;
        this.waited = waited;
        this.splitter = new SseSplitter(limits.maxEvent().bytes());
        this.lastReceived = call.begun();
    }

    @Override
    public Optional<StreamEvent> next(Duration limit) throws RefusalException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<StreamEvent> event = splitter.next();
            if (event.isPresent()) {
                Optional<StreamEvent> edited = take(event.get());
                if (edited.isPresent() || complete) {
                    return edited;
                }
                continue;
            }
            if (ended) {
                endOfAnswer();
                return Optional.empty();
            }
            long now = System.nanoTime();
            if (now - end >= 0) {
                return Optional.empty();
            }
            long left = due() - now; // below 0 after a long pause between two calls: what is here already counts
            if (!feed(Duration.ofNanos(Math.min(end - now, left)), end - now < left)) {
                return Optional.empty();
            }
        }
    }

    /** When the upstream is too slow. */
    private long due() {
        Duration limit = received == 0 ? limits.firstByteTimeout() : limits.idleTimeout();
        return lastReceived + limit.toNanos();
    }

    /**
     * Waits for more bytes, or for their end.
     *
     * @param patient whether running out of time is no fault of the upstream
     * @return false if neither came and that is no fault
     */
    private boolean feed(Duration limit, boolean patient) throws RefusalException, InterruptedException {
        long start = System.nanoTime();
        Optional<byte[]> piece;
        try {
            piece = call.piece(limit);
        } catch (RefusalException e) {
            if (patient && e.refusal().code() == ErrorCode.UPSTREAM_TIMEOUT) {
                return false;
            }
            throw e;
        } finally {
            waited.accept(System.nanoTime() - start);
        }
        if (piece.isEmpty()) {
            ended = true;
            splitter.end();
            return true;
        }
        received += piece.get().length;
        lastReceived = System.nanoTime();
        if (received > limits.maxAnswer().bytes() || !splitter.feed(piece.get())) {
            throw broken(ErrorCode.UPSTREAM_CONTRACT_VIOLATION);
        }
        return true;
    }

    /** A stream that says why it finished but not {@code [DONE]} is whole: not every server says it. */
    private void endOfAnswer() throws RefusalException {
        if (splitter.hasRest() || !saysWhyItFinished(lastChoice)) {
            throw broken(ErrorCode.UPSTREAM_ERROR);
        }
        complete = true;
    }

    private static boolean saysWhyItFinished(@Nullable StreamEvent event) {
        try {
            return event != null
                    && event.json().root() instanceof JsonObject root
                    && root.get("choices").orElse(null) instanceof JsonArray choices
                    && choices.items().stream()
                            .anyMatch(choice -> choice instanceof JsonObject object
                                    && object.text("finish_reason").isPresent());
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private Optional<StreamEvent> take(StreamEvent event) throws RefusalException {
        if (!event.hasData()) {
            return Optional.of(event); // a comment, such as a sign of life
        }
        if (edits.isLast(event)) {
            complete = true;
            return event.isDone() ? Optional.of(event) : edits.apply(event);
        }
        if (!event.looksLikeObject()) {
            throw broken(ErrorCode.UPSTREAM_CONTRACT_VIOLATION);
        }
        if (event.dataContains(ERROR)) {
            Optional<Refusal> told = UpstreamErrors.inStream(event);
            if (told.isPresent()) {
                throw new RefusalException(told.get());
            }
        }
        if (event.dataContains(FINISH_REASON)) {
            lastChoice = event;
        }
        return edits.apply(event);
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public void close() {
        if (complete) {
            call.cancelUnlessEnded(END_GRACE); // the end of the body may be under way still
        } else {
            call.cancel();
        }
    }

    private static RefusalException broken(ErrorCode code) {
        return new RefusalException(Refusal.of(code));
    }
}
