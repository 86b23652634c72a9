package fr.ecluse.bench.process;

/**
 * Something that the bench needs is not there or did not start. The bench goes on without it.
 */
public final class CannotRunException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public CannotRunException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public CannotRunException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** What went wrong, in words for the report. */
    public String reason() {
        return reason;
    }
}
