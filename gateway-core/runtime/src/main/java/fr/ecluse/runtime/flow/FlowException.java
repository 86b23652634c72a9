package fr.ecluse.runtime.flow;

/** A flow that may not be started; the message says which and why. */
public final class FlowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FlowException(String where, String problem) {
        super("flow " + where + ": " + problem);
    }
}
