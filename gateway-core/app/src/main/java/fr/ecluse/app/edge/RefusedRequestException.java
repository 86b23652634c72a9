package fr.ecluse.app.edge;

/** A request that is refused. Its message says why and holds nothing that the client sent. */
final class RefusedRequestException extends Exception {

    private final Refusal refusal;

    RefusedRequestException(Refusal refusal, String reason) {
        // Clients cause it at will, and nobody reads its stack.
        super(reason, null, false, false);
        this.refusal = refusal;
    }

    static RefusedRequestException malformed(String reason) {
        return new RefusedRequestException(Refusal.MALFORMED, reason);
    }

    Refusal refusal() {
        return refusal;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
