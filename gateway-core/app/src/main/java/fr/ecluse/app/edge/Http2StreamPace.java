package fr.ecluse.app.edge;

import fr.ecluse.app.edge.EdgeLimits.MinimumPace;

/** How fast the client of one HTTP/2 stream sends, and takes its answer. Confined to one event loop. */
final class Http2StreamPace {

    private final PaceMeter sent;
    private final PaceMeter taken;
    private boolean begun;
    private long received;
    private long granted;

    Http2StreamPace(MinimumPace pace) {
        this.sent = new PaceMeter(pace);
        this.taken = new PaceMeter(pace);
    }

    /** Notes HEADERS, and says whether they are the stream's first: the request, and not its trailers. */
    boolean begins() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    /** Notes DATA. */
    void received(int bytes) {
        received += bytes;
    }

    /** Notes WINDOW_UPDATE. */
    void granted(int bytes) {
        granted += bytes;
    }

    /**
     * Looks again.
     *
     * @param sends whether the client is waited for to send
     * @param takes whether an answer waits for the client's window
     * @param window what is left of that window; what was sent of the answer is what was granted beyond it
     */
    boolean isTooSlow(boolean sends, boolean takes, int window, long now) {
        // Both are measured each time, so neither may be skipped.
        boolean sendsTooSlowly = sent.tooSlow(sends, received, now);
        boolean takesTooSlowly = taken.tooSlow(takes, granted - window, now);
        return sendsTooSlowly || takesTooSlowly;
    }
}
