package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.error.ErrorWriter;
import fr.ecluse.runtime.gate.Zone;
import fr.ecluse.runtime.policy.PolicyStep;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Outcome.Result;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.EventSource;
import fr.ecluse.spi.stream.StreamEnd;
import fr.ecluse.spi.stream.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one answer back: unwinds it through the policies that were entered, last one first, and writes it. Keeps what
 * the outcome will say. Used once, on the exchange's thread.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** What nginx made the custom for a caller that left. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final GatewayExchange exchange;
    private final ResponseWriter writer;
    private final AtomicInteger openStreams;
    private Result result = Result.COMPLETED;
    private int status;
    private boolean written;
    private @Nullable ErrorCode error;

    Delivery(GatewayExchange exchange, ResponseWriter writer, AtomicInteger openStreams) {
        this.exchange = exchange;
        this.writer = writer;
        this.openStreams = openStreams;
    }

    /** Delivers an answer to its end. */
    void deliver(Answer answer) throws Exception {
        if (exchange.cancelled()) {
            if (answer instanceof Answer.Streamed streamed) {
                streamed.events().close();
            }
            cancelled();
            return;
        }
        switch (answer) {
            case Answer.Refused(Refusal refusal) -> refuse(refusal);
            case Answer.Buffered buffered -> whole(buffered);
            case Answer.Streamed streamed -> stream(streamed);
        }
    }

    private void whole(Answer.Buffered buffered) {
        Answer answer = buffered;
        for (PolicyStep step : seeing()) {
            if (!(answer instanceof Answer.Buffered present)) {
                break;
            }
            answer = step.onResponse(exchange, present);
        }
        switch (answer) {
            case Answer.Buffered last -> write(last);
            case Answer.Refused(Refusal refusal) -> refuse(refusal);
            case Answer.Streamed stray -> {
                stray.events().close(); // a whole answer cannot become a stream on the way back
                refuse(Refusal.of(ErrorCode.POLICY_UNAVAILABLE));
            }
        }
    }

    /** The steps that see the answer, last entered first. */
    private List<PolicyStep> seeing() {
        List<PolicyStep> steps = new ArrayList<>(exchange.entered());
        exchange.responder().ifPresent(steps::remove);
        return steps.reversed();
    }

    private void refuse(Refusal refusal) {
        if (exchange.cancelled()) {
            cancelled(); // its leaving may be what broke the upstream's answer
            return;
        }
        note(refusal);
        write(ErrorWriter.answer(
                refusal,
                exchange.operation().errors(),
                exchange.id(),
                exchange.request().languages()));
    }

    private void write(Answer.Buffered answer) {
        status = answer.status();
        writer.whole(answer, headers());
        allWritten();
    }

    /** From here on the caller may leave: it has all. */
    private void allWritten() {
        written = true;
        exchange.guard().finish();
    }

    private void stream(Answer.Streamed streamed) throws Exception {
        FilterChain filters = new FilterChain();
        StreamEnd end = StreamEnd.FAILED;
        try (EventSource events = streamed.events()) {
            for (PolicyStep step : seeing()) {
                filters.add(step.openStream(exchange));
            }
            Optional<StreamEvent> first = events.next(exchange.end().remaining());
            status = streamed.status();
            writer.streamHead(streamed.status(), streamed.headers(), headers());
            openStreams.incrementAndGet();
            try {
                pump(events, first, filters);
            } finally {
                openStreams.decrementAndGet();
            }
        } catch (RefusalException e) {
            fail(e.refusal());
        } catch (InterruptedException e) {
            if (!exchange.guard().expired()) {
                end = StreamEnd.CANCELLED;
                throw e;
            }
            fail(Refusal.of(ErrorCode.UPSTREAM_TIMEOUT));
        } finally {
            exchange.guard().finish(); // also filters whose caller has left learn of the end
            filters.end(exchange.cancelled() ? StreamEnd.CANCELLED : end);
        }
    }

    private void pump(EventSource events, Optional<StreamEvent> first, FilterChain filters) throws Exception {
        Optional<StreamEvent> next = first;
        Duration waited = Duration.ZERO;
        while (true) {
            if (next.isPresent()) {
                StreamEvent event = next.get();
                if (events.isComplete() && event.isDone()) {
                    finish(filters, Optional.of(event));
                    return;
                }
                write(filters.event(event));
            } else if (!events.isComplete()) {
                checkTime();
                write(filters.idle(waited));
            }
            filters.throwIfAborted();
            if (events.isComplete()) {
                finish(filters, Optional.empty());
                return;
            }
            waited = pause(filters);
            next = events.next(waited);
        }
    }

    /** Lets the filters give out what they hold, before the event that ends OpenAI's streams. */
    private void finish(FilterChain filters, Optional<StreamEvent> done) throws Exception {
        write(filters.end(StreamEnd.COMPLETED));
        filters.throwIfAborted();
        if (done.isPresent()) {
            write(List.of(done.get()));
        }
        writer.end();
        allWritten();
    }

    /** Ends a stream with an error: as a proper answer while nothing of it was written, as its last event after that. */
    private void fail(Refusal refusal) throws InterruptedException {
        if (exchange.cancelled()) {
            cancelled();
            return;
        }
        if (!writer.headWritten()) {
            refuse(refusal);
            return;
        }
        note(refusal);
        writer.event(ErrorWriter.event(
                refusal,
                exchange.operation().errors(),
                exchange.id(),
                exchange.request().languages()));
        writer.end();
        allWritten();
    }

    private void write(List<StreamEvent> events) throws InterruptedException {
        for (StreamEvent event : events) {
            if (!writer.event(event)) {
                throw new InterruptedException("the caller reads no more");
            }
        }
    }

    private Duration pause(FilterChain filters) {
        Duration left = exchange.end().remaining();
        return filters.untilIdle().filter(idle -> idle.compareTo(left) < 0).orElse(left);
    }

    private void checkTime() throws RefusalException {
        if (exchange.end().hasPassed()) {
            throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_TIMEOUT));
        }
    }

    /** The caller left. */
    void cancelled() {
        result = Result.CANCELLED;
    }

    /** Something failed that has no name; the caller learns that much, or at least that there is no more to come. */
    void broken(Throwable e) {
        if (exchange.cancelled()) {
            cancelled();
            return;
        }
        LOG.error("request {} failed: {} at {}", exchange.id(), e.getClass().getName(), place(e));
        if (written) {
            return;
        }
        Refusal refusal = Refusal.of(ErrorCode.INTERNAL_ERROR);
        try {
            fail(refusal);
        } catch (InterruptedException | RuntimeException again) {
            note(refusal);
            writer.reset();
        }
    }

    private static Object place(Throwable e) {
        return e.getStackTrace().length == 0 ? "unknown" : e.getStackTrace()[0];
    }

    private void note(Refusal refusal) {
        error = refusal.code();
        boolean decided = refusal.code().status() < 500 || refusal.code() == ErrorCode.GATE_CLOSED;
        result = decided ? Result.REFUSED : Result.FAILED;
    }

    /** The headers that explain an answer. */
    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(exchange.answerHeaders());
        headers.put("X-Request-Id", exchange.id());
        exchange.target().ifPresent(target -> {
            if (target.kind().equals("model")) {
                headers.put("X-Ecluse-Model", target.name());
            }
            if (target.zone().filter(this::isRestricted).isEmpty()) {
                target.deployment().ifPresent(deployment -> headers.put("X-Ecluse-Deployment", deployment));
            }
            target.zone().ifPresent(zone -> headers.put("X-Ecluse-Zone", zone));
        });
        headers.put("X-Ecluse-Sensitivity", exchange.level().word());
        StringJoiner steps = new StringJoiner(",");
        for (Ledger.Entry entry : exchange.ledger().entries()) {
            steps.add(entry.step().toString());
        }
        headers.put("X-Ecluse-Policies", steps.toString());
        headers.put("X-Ecluse-Overhead-Ms", overheadMillis());
        return headers;
    }

    /** Of premises that take what is under a protection mention, callers learn no more than that it was there. */
    private boolean isRestricted(String zone) {
        Zone place = exchange.generation().zones().get(zone);
        return place != null && place.onPremises() && place.admits(Sensitivity.DR);
    }

    private String overheadMillis() {
        long micros = Math.max(0, writer.elapsed() - exchange.upstreamNanos()) / 1_000;
        return micros / 1_000 + "." + String.valueOf(1_000 + micros % 1_000).substring(1);
    }

    Outcome outcome(long since) {
        boolean left = result == Result.CANCELLED || exchange.cancelled() && !written;
        return new Outcome(
                left ? Result.CANCELLED : result,
                status == 0 ? CLIENT_CLOSED_REQUEST : status,
                Optional.ofNullable(error),
                Duration.ofNanos(System.nanoTime() - since),
                writer.firstByte() < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(writer.firstByte())),
                Duration.ofNanos(exchange.upstreamNanos()),
                writer.bytes(),
                writer.events());
    }
}
