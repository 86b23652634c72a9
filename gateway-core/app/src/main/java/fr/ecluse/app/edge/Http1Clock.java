package fr.ecluse.app.edge;

/** How long an HTTP/1.1 connection has waited for the same thing of its client. Confined to one event loop. */
final class Http1Clock {

    private final EdgeLimits limits;
    private Wait wait;

    Http1Clock(EdgeLimits limits, long accepted) {
        this.limits = limits;
        this.wait = new Wait(WaitFor.FIRST_HEAD, 0, accepted);
    }

    /**
     * Looks again.
     *
     * @param what what is waited for
     * @param requests how many requests there were so far: with each one the wait begins anew
     * @param reading whether anything is read from the client; if not, it is not the client's fault
     * @return whether the wait is over
     */
    boolean isOver(WaitFor what, long requests, boolean reading, long now) {
        if (!reading || wait.what != what || wait.requests != requests) {
            wait = new Wait(what, requests, now);
            return false;
        }
        long waited = now - wait.since;
        return switch (what) {
            case FIRST_HEAD, HEAD -> waited >= limits.headTime().toNanos();
            case REQUEST -> waited >= limits.idleTime().toNanos();
            case NOTHING -> false;
        };
    }

    /** What a client may be waited for. */
    enum WaitFor {
        /** The head of the first request. */
        FIRST_HEAD,
        /** The rest of a head. */
        HEAD,
        /** A further request. */
        REQUEST,
        /** It is the gateway's turn. */
        NOTHING
    }

    private record Wait(WaitFor what, long requests, long since) {}
}
