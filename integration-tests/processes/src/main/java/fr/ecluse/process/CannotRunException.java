package fr.ecluse.process;

/**
 * Something that is needed is not there, or did not start.
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

    /** What went wrong, in words for people. */
    public String reason() {
        return reason;
    }
}
