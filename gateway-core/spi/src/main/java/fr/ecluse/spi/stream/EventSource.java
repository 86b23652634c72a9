package fr.ecluse.spi.stream;

import fr.ecluse.spi.RefusalException;
import java.time.Duration;
import java.util.Optional;

/** A stream of events that is read one by one. Used from the exchange's thread; closing it stops its origin. */
public interface EventSource extends AutoCloseable {

    /**
     * Waits for the next event.
     *
     * @param limit how long to wait at most
     * @return the event; empty if none came in time
     * @throws RefusalException if the origin broke or ran past one of its own limits
     * @throws InterruptedException if the caller left
     */
    Optional<StreamEvent> next(Duration limit) throws RefusalException, InterruptedException;

    /** Whether the last event was given out and the stream ended as it should. */
    boolean isComplete();

    @Override
    void close();
}
