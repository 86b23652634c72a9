package fr.ecluse.runtime.model;

import fr.ecluse.spi.stream.StreamEvent;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a byte stream into server-sent events at their blank lines, wherever the network cut it, and keeps every byte.
 * Lines end with LF, CR LF or CR (HTML Living Standard, 9.2.6). Used by one stream.
 */
final class SseSplitter {

    private static final byte[] NOTHING = new byte[0];

    private final long maxEvent;
    private byte[] buffer = NOTHING;
    private int from; // the beginning of the event that is being read
    private int scanned; // up to where no end was found
    private boolean lineEmpty = true;
    private int end; // the end of what is in the buffer
    private boolean ended;

    SseSplitter(long maxEvent) {
        this.maxEvent = maxEvent;
    }

    /**
     * Takes bytes, which nobody changes afterwards. Costs time in proportion to them, however long the present event
     * has become.
     *
     * @return false if the present event is larger than allowed
     */
    boolean feed(byte[] bytes) {
        if (from == end) {
            buffer = bytes;
            from = 0;
            scanned = 0;
            end = bytes.length;
        } else {
            if (bytes.length > buffer.length - end) {
                moveToLarger(bytes.length);
            }
            System.arraycopy(bytes, 0, buffer, end, bytes.length);
            end += bytes.length;
        }
        return end - from <= maxEvent + bytes.length;
    }

    /** Moves the rest, which happens again only after as many new bytes as were moved. */
    private void moveToLarger(int more) {
        int rest = end - from;
        byte[] larger = new byte[(int) Math.min(2L * Math.addExact(rest, more), Integer.MAX_VALUE - 8)];
        System.arraycopy(buffer, from, larger, 0, rest);
        buffer = larger;
        scanned -= from;
        from = 0;
        end = rest;
    }

    /** The next whole event, if there is one. */
    Optional<StreamEvent> next() {
        while (scanned < end) {
            byte b = buffer[scanned];
            boolean last = scanned + 1 == end;
            if (b == '\r' && last && !ended) {
                return Optional.empty(); // a line feed may follow
            }
            if (b == '\n' || b == '\r') {
                int lineEnd = scanned + (b == '\r' && !last && buffer[scanned + 1] == '\n' ? 2 : 1);
                scanned = lineEnd;
                if (lineEmpty) {
                    StreamEvent event = StreamEvent.ofRaw(Arrays.copyOfRange(buffer, from, lineEnd));
                    from = lineEnd;
                    return Optional.of(event);
                }
                lineEmpty = true;
            } else {
                lineEmpty = false;
                scanned++;
            }
        }
        return Optional.empty();
    }

    /** Says that no more bytes come, so that no line feed can follow a last carriage return. */
    void end() {
        ended = true;
    }

    /** Whether bytes are left that make no whole event. */
    boolean hasRest() {
        return from < end;
    }
}
