package fr.ecluse.app.edge;

import fr.ecluse.app.edge.EdgeLimits.MinimumPace;

/** Whether the other side keeps a minimum pace for as long as it is waited for. Confined to one event loop. */
final class PaceMeter {

    private final long windowNanos;
    private final double bytesPerWindow;
    private boolean waiting;
    private long windowStart;
    private long bytesAtStart;

    PaceMeter(MinimumPace pace) {
        this.windowNanos = pace.window().toNanos();
        this.bytesPerWindow = pace.bytesPerSecond() * (windowNanos / 1e9);
    }

    /**
     * Looks again.
     *
     * @param waitedFor whether the other side is what is waited for; if not, the measurement starts anew
     * @param bytes all bytes that have passed so far
     * @param now {@link System#nanoTime()}
     * @return whether fewer bytes than allowed passed in a whole window
     */
    boolean tooSlow(boolean waitedFor, long bytes, long now) {
        boolean windowOver = waiting && waitedFor && now - windowStart >= windowNanos;
        if (windowOver && bytes - bytesAtStart < bytesPerWindow) {
            return true;
        }
        if (windowOver || !waiting || !waitedFor) {
            windowStart = now;
            bytesAtStart = bytes;
        }
        waiting = waitedFor;
        return false;
    }
}
