package fr.ecluse.spi;

import fr.ecluse.spi.error.Refusal;

/** Stops the exchange with a refusal, where no {@link Decision} can be returned. */
public final class RefusalException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusalException(Refusal refusal) {
        super(refusal.code().code(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
