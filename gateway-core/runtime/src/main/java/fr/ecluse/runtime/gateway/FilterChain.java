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

    /** A filter that wants to be called at once would keep the thread from waiting for events. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

    private final List<Link> links = new ArrayList<>();
    private @Nullable Refusal aborted;
    private boolean ended;

    /** Adds the next one on the way to the caller. */
    void add(StreamFilter filter) {
        if (filter != StreamFilter.PASS) {
            links.add(new Link(filter));
        }
    }

    /** A filter, and how long it has waited since its last event or since it was last told of a pause. */
    private static final class Link {
        private final StreamFilter filter;
        private Duration waited = Duration.ZERO;

        Link(StreamFilter filter) {
            this.filter = filter;
        }

        void onEvent(StreamEvent event, StreamOutput output) throws Exception {
            waited = Duration.ZERO;
            filter.onEvent(event, output);
        }

        void onIdle(StreamOutput output) throws Exception {
            waited = Duration.ZERO;
            filter.onIdle(output);
        }

        /** Zero if its pause has passed; empty if it wants to hear of none. */
        Optional<Duration> untilIdle() {
            return filter.idleAfter()
                    .map(pause -> longer(pause, SHORTEST_PAUSE).minus(waited))
                    .map(left -> longer(left, Duration.ZERO));
        }

        boolean isIdle() {
            return untilIdle().filter(Duration::isZero).isPresent();
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
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
        return links.isEmpty() ? List.of(event) : passThrough(0, List.of(event));
    }

    /**
     * What comes out when no event came: filters whose own pause has passed are told so.
     *
     * @param waited how long none came, since the last event or the last call of this
     */
    List<StreamEvent> idle(Duration waited) throws Exception {
        links.forEach(link -> link.waited = link.waited.plus(waited));
        List<StreamEvent> out = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).isIdle()) {
                Collector collector = new Collector();
                links.get(i).onIdle(collector);
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
        for (int i = 0; i < links.size(); i++) {
            Collector collector = new Collector();
            links.get(i).filter.onEnd(end, collector);
            out.addAll(passThrough(i + 1, collector.events));
        }
        return out;
    }

    /** How long to wait for an event before {@link #idle} is to be called; empty to wait for as long as it takes. */
    Optional<Duration> untilIdle() {
        return links.stream().flatMap(link -> link.untilIdle().stream()).min(Duration::compareTo);
    }

    /** Throws why a filter stopped the stream, if one did. */
    void throwIfAborted() throws RefusalException {
        if (aborted != null) {
            throw new RefusalException(aborted);
        }
    }

    private List<StreamEvent> passThrough(int from, List<StreamEvent> events) throws Exception {
        List<StreamEvent> current = events;
        for (int i = from; i < links.size() && !current.isEmpty(); i++) {
            Collector collector = new Collector();
            for (StreamEvent event : current) {
                links.get(i).onEvent(event, collector);
            }
            current = collector.events;
        }
        return current;
    }
}
