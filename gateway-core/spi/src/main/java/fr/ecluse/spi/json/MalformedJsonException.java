package fr.ecluse.spi.json;

/** A text that is not JSON, or not JSON that the gateway accepts. The message names the place, never the text. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong, for a caller that answers differently. */
    public enum Fault {
        SYNTAX,
        ENCODING,
        DUPLICATE_NAME,
        TOO_DEEP,
        NUMBER_RANGE
    }

    private final Fault fault;
    private final long offset;

    public MalformedJsonException(Fault fault, long offset) {
        super(fault + " at byte " + offset, null, false, false);
        this.fault = fault;
        this.offset = offset;
    }

    public Fault fault() {
        return fault;
    }

    /** The offset in bytes at which it was noticed. */
    public long offset() {
        return offset;
    }
}
