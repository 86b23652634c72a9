package fr.ecluse.testkit;

import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.EventSource;
import fr.ecluse.spi.stream.StreamEnd;
import fr.ecluse.spi.stream.StreamEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A stream whose events and end are known beforehand. Used by one thread. */
public final class FakeEvents implements EventSource {

    /** Long for every filter. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<StreamEvent> events;
    private final StreamEnd end;
    private final int pauseBefore;
    private final Duration pause;
    private Duration pauseLeft;
    private int given;
    private boolean closed;

    private FakeEvents(List<StreamEvent> events, StreamEnd end, int pauseBefore, Duration pause) {
        this.events = List.copyOf(events);
        this.end = end;
        this.pauseBefore = pauseBefore;
        this.pause = pause;
        this.pauseLeft = pause;
    }

    /** A stream of these events that ends as it should. */
    public static FakeEvents of(List<StreamEvent> events) {
        return new FakeEvents(events, StreamEnd.COMPLETED, -1, Duration.ZERO);
    }

    /** A stream of events with this data that ends as it should. */
    public static FakeEvents ofData(String... data) {
        return of(Arrays.stream(data).map(StreamEvent::ofData).toList());
    }

    /** The same events with another end: the upstream breaks, or the caller leaves. */
    public FakeEvents thatEnds(StreamEnd how) {
        return new FakeEvents(events, how, pauseBefore, pause);
    }

    /** The same events, where the upstream makes one pause, long enough for every filter, before that of this index. */
    public FakeEvents withPauseBefore(int index) {
        return withPauseBefore(index, LONG);
    }

    /** The same events, where the upstream makes one pause of this length before that of this index. */
    public FakeEvents withPauseBefore(int index, Duration length) {
        return new FakeEvents(events, end, index, length);
    }

    /** Does not really wait: a pause is over when so much of it was waited for. */
    @Override
    public Optional<StreamEvent> next(Duration limit) throws RefusalException, InterruptedException {
        if (given == pauseBefore && limit.compareTo(pauseLeft) <= 0) {
            pauseLeft = pauseLeft.minus(limit);
            return Optional.empty();
        }
        if (given < events.size()) {
            return Optional.of(events.get(given++));
        }
        return switch (end) {
            case FAILED -> throw new RefusalException(Refusal.of(ErrorCode.UPSTREAM_ERROR));
            case CANCELLED -> throw new InterruptedException("the caller left");
            case COMPLETED -> Optional.empty();
        };
    }

    @Override
    public boolean isComplete() {
        return given == events.size() && end == StreamEnd.COMPLETED;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Whether somebody closed the stream. */
    public boolean isClosed() {
        return closed;
    }
}
