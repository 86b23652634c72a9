package fr.ecluse.spi.stream;

import java.time.Duration;
import java.util.Optional;

/**
 * Sees the events of one streamed answer, in order, from the exchange's thread. What it hands to the output goes on to
 * the next filter and in the end to the caller; what it keeps, it owes until {@link #onEnd}.
 */
public interface StreamFilter {

    /** Lets every event pass. */
    StreamFilter PASS = (event, output) -> output.emit(event);

    void onEvent(StreamEvent event, StreamOutput output) throws Exception;

    /**
     * How long a pause may last before {@link #onIdle} is called, at least a millisecond; empty to be never called so.
     * Asked before every wait for an event.
     */
    default Optional<Duration> idleAfter() {
        return Optional.empty();
    }

    /**
     * Called when no event came to this filter for {@link #idleAfter()}, and again after each further pause of that
     * length: a chance to let go of what is held.
     */
    default void onIdle(StreamOutput output) throws Exception {}

    /**
     * Called exactly once. After {@link StreamEnd#COMPLETED} what is emitted still reaches the caller, before the
     * stream's own last event; otherwise it is lost.
     */
    default void onEnd(StreamEnd end, StreamOutput output) throws Exception {}
}
