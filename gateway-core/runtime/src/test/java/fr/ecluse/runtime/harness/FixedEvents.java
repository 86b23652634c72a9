package fr.ecluse.runtime.harness;

import fr.ecluse.spi.stream.EventSource;
import fr.ecluse.spi.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/** A stream that is known beforehand. */
final class FixedEvents implements EventSource {

    private final Deque<StreamEvent> events = new ArrayDeque<>();

    private final boolean breaks;

    private FixedEvents(boolean breaks) {
        this.breaks = breaks;
    }

    static FixedEvents of(String... raw) {
        return of(false, raw);
    }

    /** One whose source has a fault that no contract provides for. */
    static FixedEvents breakingAfter(String... raw) {
        return of(true, raw);
    }

    private static FixedEvents of(boolean breaks, String... raw) {
        FixedEvents source = new FixedEvents(breaks);
        Arrays.stream(raw)
                .map(text -> StreamEvent.ofRaw(text.getBytes(StandardCharsets.UTF_8)))
                .forEach(source.events::add);
        return source;
    }

    @Override
    public Optional<StreamEvent> next(Duration limit) {
        if (breaks && events.isEmpty()) {
            throw new IllegalStateException("CANARY");
        }
        return Optional.ofNullable(events.poll());
    }

    @Override
    public boolean isComplete() {
        return !breaks && events.isEmpty();
    }

    @Override
    public void close() {}
}
