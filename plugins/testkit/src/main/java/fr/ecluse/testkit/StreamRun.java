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

    private final EventSource source;
    private final List<StreamFilter> filters = new ArrayList<>();
    private final List<StreamEvent> written = new ArrayList<>();
    private Optional<Refusal> refusal = Optional.empty();
    private StreamEnd end = StreamEnd.COMPLETED;
    private boolean endTold;

    StreamRun(EventSource source) {
        this.source = source;
    }

    void add(StreamFilter filter) {
        filters.add(filter);
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
            Optional<StreamEvent> event = source.next(PATIENCE);
            if (event.isPresent() && source.isComplete() && event.get().isDone()) {
                return event;
            }
            if (event.isPresent()) {
                passOn(0, event.get());
            } else {
                tellIdle();
            }
            requireNotAborted();
        }
        return Optional.empty();
    }

    private void passOn(int from, StreamEvent event) throws Exception {
        if (refusal.isPresent()) {
            return;
        }
        if (from == filters.size()) {
            written.add(event);
        } else {
            filters.get(from).onEvent(event, output(from));
        }
    }

    private void tellIdle() throws Exception {
        for (int i = 0; i < filters.size(); i++) {
            if (filters.get(i).idleAfter().isPresent()) {
                filters.get(i).onIdle(output(i));
            }
        }
    }

    private void tellEnd(StreamEnd how) throws Exception {
        endTold = true;
        for (int i = 0; i < filters.size(); i++) {
            filters.get(i).onEnd(how, output(i));
        }
    }

    /** After a bad end, what filters say is lost. */
    private void tellEndQuietly() {
        StreamOutput nowhere = new Nowhere();
        for (StreamFilter filter : filters) {
            try {
                filter.onEnd(end, nowhere);
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
