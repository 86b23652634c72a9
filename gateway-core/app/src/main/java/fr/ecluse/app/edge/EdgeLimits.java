package fr.ecluse.app.edge;

import java.time.Duration;

/**
 * What one connection may ask for.
 *
 * @param requestLineBytes longest request line; a longer one is answered with 414
 * @param headerBytes largest header section; a larger one is answered with 431
 * @param chunkBytes largest piece in which a body is handed on
 * @param pipelined requests that may wait for the answers of those before them, on HTTP/1.1
 * @param headTime time for the head of a request to arrive, counted from the acceptance of the connection for the first
 * @param idleTime time that a connection is kept on which nothing is under way
 * @param pace what a client must send while a body is waited for, and take while an answer waits for it
 * @param lingerTime time that is still read, and thrown away, from a client that was answered before it had sent all
 * @param lingerBytes bytes that are still read and thrown away
 */
public record EdgeLimits(
        int requestLineBytes,
        int headerBytes,
        int chunkBytes,
        int pipelined,
        Duration headTime,
        Duration idleTime,
        MinimumPace pace,
        Duration lingerTime,
        long lingerBytes) {

    /** Checks that each limit is positive. */
    public EdgeLimits {
        requirePositive("request line", requestLineBytes);
        requirePositive("header", headerBytes);
        requirePositive("chunk", chunkBytes);
        requirePositive("pipelined", pipelined);
        requirePositive("head time", headTime.toMillis());
        requirePositive("idle time", idleTime.toMillis());
        requirePositive("linger time", lingerTime.toMillis());
        requirePositive("linger bytes", lingerBytes);
    }

    /** How often a connection is looked at: often enough that no time limit is overrun by more than a quarter. */
    Duration tick() {
        Duration shortest = headTime.compareTo(idleTime) < 0 ? headTime : idleTime;
        shortest = shortest.compareTo(pace.window()) < 0 ? shortest : pace.window();
        return shortest.dividedBy(4);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("The limit '" + name + "' must be positive, not " + value);
        }
    }

    /**
     * The slowest that is borne.
     *
     * @param window time over which it is measured
     * @param bytesPerSecond average over each window
     */
    public record MinimumPace(Duration window, long bytesPerSecond) {

        /** Checks that both are positive. */
        public MinimumPace {
            requirePositive("pace window", window.toMillis());
            requirePositive("pace", bytesPerSecond);
        }
    }
}
