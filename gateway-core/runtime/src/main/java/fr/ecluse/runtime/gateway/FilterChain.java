package fr.ecluse.runtime.gateway;

import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.StreamEnd;
import fr.ecluse.spi.stream.StreamEvent;
import fr.ecluse.spi.stream.StreamFilter;
import fr.ecluse.spi.stream.StreamOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The filters of one stream, the one of the step nearest to the upstream first. Used by one exchange. */
final class FilterChain {

    private final List<StreamFilter> filters = new ArrayList<>();
    private @Nullable Refusal aborted;
    private boolean ended;

    /** Adds the next one on the way to the caller. */
    void add(StreamFilter filter) {
        if (filter != StreamFilter.PASS) {
            filters.add(filter);
        }
    }

    /** Collects what one call of a filter emits; worthless after the call. */
    private final class Collector implements StreamOutput {
        private final List<StreamEvent> events = new ArrayList<>(1);

        @Override
        public void emit(StreamEvent event) {
            if (aborted == null) {
                events.add(event);
            }
        }

        @Override
        public void abort(Refusal refusal) {
            if (aborted == null) {
                aborted = refusal;
            }
        }
    }

    /** What comes out when an event goes in. */
    List<StreamEvent> event(StreamEvent event) throws Exception {
        return filters.isEmpty() ? List.of(event) : passThrough(0, List.of(event));
    }

    /** What comes out when no event came for {@link #idleAfter()}. */
    List<StreamEvent> idle() throws Exception {
        List<StreamEvent> out = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            if (filters.get(i).idleAfter().isPresent()) {
                Collector collector = new Collector();
                filters.get(i).onIdle(collector);
                out.addAll(passThrough(i + 1, collector.events));
            }
        }
        return out;
    }

    /** Tells every filter, once, how the stream ended; what comes out is worth writing only if it ended well. */
    List<StreamEvent> end(StreamEnd end) throws Exception {
        if (ended) {
            return List.of();
        }
        ended = true;
        List<StreamEvent> out = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            Collector collector = new Collector();
            filters.get(i).onEnd(end, collector);
            out.addAll(passThrough(i + 1, collector.events));
        }
        return out;
    }

    /** The shortest pause after which a filter wants to be called. */
    Optional<Duration> idleAfter() {
        return filters.stream().flatMap(filter -> filter.idleAfter().stream()).min(Duration::compareTo);
    }

    /** Throws why a filter stopped the stream, if one did. */
    void throwIfAborted() throws RefusalException {
        if (aborted != null) {
            throw new RefusalException(aborted);
        }
    }

    private List<StreamEvent> passThrough(int from, List<StreamEvent> events) throws Exception {
        List<StreamEvent> current = events;
        for (int i = from; i < filters.size() && !current.isEmpty(); i++) {
            Collector collector = new Collector();
            for (StreamEvent event : current) {
                filters.get(i).onEvent(event, collector);
            }
            current = collector.events;
        }
        return current;
    }
}
