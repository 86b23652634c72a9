package fr.ecluse.plugin.access.rules;

/** The rules gave no decision: they could not be asked, took too long, or answered what is none. Nothing passes then. */
public final class NoDecisionException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why there is none; a label of metrics. */
    public enum Cause {
        /** The engine cannot be reached, or failed. */
        UNAVAILABLE,
        /** It did not answer in time. */
        TIMEOUT,
        /** No rule gave a result. */
        UNDEFINED,
        /** The result has another form than a decision. */
        MALFORMED
    }

    private final Cause reason;

    /**
     * @param detail for the log; without any part of the question
     */
    public NoDecisionException(Cause reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public Cause reason() {
        return reason;
    }
}
