package fr.ecluse.spi.stream;

/** How a stream ended. */
public enum StreamEnd {
    /** The upstream said so itself. */
    COMPLETED,
    /** The upstream broke, a time limit passed, or a filter aborted. */
    FAILED,
    /** The caller left. */
    CANCELLED
}
