package fr.ecluse.bench.stats;

/** A server answered wrongly while it was measured, so that its figure means nothing. */
public final class MeasurementException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public MeasurementException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What went wrong, in words for the report. */
    public String reason() {
        return reason;
    }
}
