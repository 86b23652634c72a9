package fr.ecluse.runtime.contract;

/** A contract that cannot be served; the message says which and why. */
public final class ContractException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ContractException(String file, String problem) {
        super("contract " + file + ": " + problem);
    }
}
