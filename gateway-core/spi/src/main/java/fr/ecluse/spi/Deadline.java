package fr.ecluse.spi;

import java.time.Duration;

/**
 * A point in time on the monotonic clock.
 *
 * @param nanos a value of {@link System#nanoTime()}
 */
public record Deadline(long nanos) {

    /** The point this long from now. */
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** The time that is left, negative when it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(nanos - System.nanoTime());
    }

    public boolean hasPassed() {
        return nanos - System.nanoTime() < 0;
    }

    /** The earlier of two deadlines. */
    public Deadline earlier(Deadline other) {
        return nanos - other.nanos <= 0 ? this : other;
    }
}
