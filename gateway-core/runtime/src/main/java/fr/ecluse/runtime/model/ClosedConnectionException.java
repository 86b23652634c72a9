package fr.ecluse.runtime.model;

import org.jspecify.annotations.Nullable;

/** A connection was closed before the first byte of an answer. */
final class ClosedConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    ClosedConnectionException(@Nullable Throwable cause) {
        super(cause);
    }
}
