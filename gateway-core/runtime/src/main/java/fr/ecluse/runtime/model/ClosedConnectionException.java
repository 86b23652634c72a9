package fr.ecluse.runtime.model;

/** A connection was closed before the first byte of an answer. */
final class ClosedConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    ClosedConnectionException(Throwable cause) {
        super(cause);
    }
}
