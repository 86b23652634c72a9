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

    private FixedEvents() {}

    static FixedEvents of(String... raw) {
        FixedEvents source = new FixedEvents();
        Arrays.stream(raw)
                .map(text -> StreamEvent.ofRaw(text.getBytes(StandardCharsets.UTF_8)))
                .forEach(source.events::add);
        return source;
    }

    @Override
    public Optional<StreamEvent> next(Duration limit) {
        return Optional.ofNullable(events.poll());
    }

    @Override
    public boolean isComplete() {
        return events.isEmpty();
    }

    @Override
    public void close() {}
}
