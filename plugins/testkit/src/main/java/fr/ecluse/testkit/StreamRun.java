package fr.ecluse.testkit;

import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Outcome.Result;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.EventSource;
import fr.ecluse.spi.stream.StreamEnd;
import fr.ecluse.spi.stream.StreamEvent;
import fr.ecluse.spi.stream.StreamFilter;
import fr.ecluse.spi.stream.StreamOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One streamed answer on its way through filters, the one nearest to the upstream first. Used once. */
final class StreamRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

    private final EventSource source;
    private final List<Link> links = new ArrayList<>();
    private final List<StreamEvent> written = new ArrayList<>();
    private Optional<Refusal> refusal = Optional.empty();
    private StreamEnd end = StreamEnd.COMPLETED;
    private boolean endTold;

    StreamRun(EventSource source) {
        this.source = source;
    }

    void add(StreamFilter filter) {
        links.add(new Link(filter));
    }

    /** A filter, and how long it has waited since its last event or since it was last told of a pause. */
    private static final class Link {
        private final StreamFilter filter;
        private Duration waited = Duration.ZERO;

        Link(StreamFilter filter) {
            this.filter = filter;
        }

        /** Zero or less if its pause has passed. */
        Optional<Duration> untilIdle() {
            return filter.idleAfter()
                    .map(pause -> pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause)
                    .map(pause -> pause.minus(waited));
        }

        boolean isIdle() {
            return untilIdle().filter(left -> !left.isPositive()).isPresent();
        }
    }

    /** Leads the stream to its end. */
    void pump() {
        try {
            Optional<StreamEvent> done = events();
            tellEnd(StreamEnd.COMPLETED);
            requireNotAborted();
            done.ifPresent(written::add);
        } catch (RefusalException e) {
            end = StreamEnd.FAILED;
            refusal = Optional.of(e.refusal());
        } catch (InterruptedException e) {
            end = StreamEnd.CANCELLED;
        } catch (Exception e) {
            end = StreamEnd.FAILED;
            refusal = Optional.of(PolicyHarness.unavailable());
        }
        if (!endTold) {
            tellEndQuietly();
        }
    }

    /** Passes all events on, but the one that ends OpenAI's streams: filters give out what they hold before it. */
    private Optional<StreamEvent> events() throws Exception {
        while (!source.isComplete()) {
            Duration pause = untilIdle();
            Optional<StreamEvent> event = source.next(pause);
            if (event.isPresent() && source.isComplete() && event.get().isDone()) {
                return event;
            }
            if (event.isPresent()) {
                passOn(0, event.get());
            } else {
                tellIdle(pause);
            }
            requireNotAborted();
        }
        return Optional.empty();
    }

    private void passOn(int from, StreamEvent event) throws Exception {
        if (refusal.isPresent()) {
            return;
        }
        if (from == links.size()) {
            written.add(event);
        } else {
            links.get(from).waited = Duration.ZERO;
            links.get(from).filter.onEvent(event, output(from));
        }
    }

    private Duration untilIdle() {
        return links.stream()
                .flatMap(link -> link.untilIdle().stream())
                .min(Duration::compareTo)
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .orElse(PATIENCE);
    }

    /** Tells those filters whose own pause has passed. */
    private void tellIdle(Duration waited) throws Exception {
        links.forEach(link -> link.waited = link.waited.plus(waited));
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            if (link.isIdle()) {
                link.waited = Duration.ZERO;
                link.filter.onIdle(output(i));
            }
        }
    }

    private void tellEnd(StreamEnd how) throws Exception {
        endTold = true;
        for (int i = 0; i < links.size(); i++) {
            links.get(i).filter.onEnd(how, output(i));
        }
    }

    /** After a bad end, what filters say is lost. */
    private void tellEndQuietly() {
        StreamOutput nowhere = new Nowhere();
        for (Link link : links) {
            try {
                link.filter.onEnd(end, nowhere);
            } catch (Exception e) {
                throw new AssertionError("onEnd threw after " + end, e);
            }
        }
    }

    private void requireNotAborted() throws RefusalException {
        if (refusal.isPresent()) {
            throw new RefusalException(refusal.get());
        }
    }

    private StreamOutput output(int of) {
        return new StreamOutput() {
            @Override
            public void emit(StreamEvent event) {
                try {
                    passOn(of + 1, event);
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException("a later filter failed", e);
                }
            }

            @Override
            public void abort(Refusal why) {
                refusal = refusal.or(() -> Optional.of(why));
            }
        };
    }

    private static final class Nowhere implements StreamOutput {
        @Override
        public void emit(StreamEvent event) {
            // lost, as the interface says
        }

        @Override
        public void abort(Refusal why) {
            // the stream has ended already
        }
    }

    List<StreamEvent> written() {
        return written;
    }

    Optional<Refusal> refusal() {
        return refusal;
    }

    Outcome outcome(int status) {
        Optional<ErrorCode> error = refusal.map(Refusal::code);
        Result result = switch (end) {
            case COMPLETED -> Result.COMPLETED;
            case FAILED -> error.filter(code -> code.status() < 500).isPresent() ? Result.REFUSED : Result.FAILED;
            case CANCELLED -> Result.CANCELLED;
        };
        long bytes = written.stream().mapToLong(event -> event.raw().length).sum();
        return Outcomes.of(result, status, error, bytes, written.size());
    }

    @Override
    public void close() {
        source.close();
    }
}
