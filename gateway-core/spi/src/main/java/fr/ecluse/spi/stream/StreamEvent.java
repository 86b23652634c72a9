package fr.ecluse.spi.stream;

import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event, as its bytes came: fields, comments and the blank line that ends it. Immutable; an edit of
 * the data leaves every other byte as it was. Source: HTML Living Standard, section 9.2 (server-sent events).
 */
public final class StreamEvent {

    private static final byte[] DONE_DATA = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COLON = {':', ' '};
    private static final byte[] SPACE = {' '};
    private static final byte[] NOTHING = {};

    private final byte[] raw;
    private int dataStart = -1; // of the first data line's value; -1: not looked for yet, -2: there is none
    private int dataEnd;
    private boolean oneDataLine;
    private @Nullable JsonDocument json;

    private StreamEvent(byte[] raw) {
        this.raw = raw;
    }

    /** An event of these bytes, the blank line at its end included, which the caller gives away. */
    public static StreamEvent ofRaw(byte[] raw) {
        return new StreamEvent(raw);
    }

    /** An event with this data and no name. The data holds no line break. */
    public static StreamEvent ofData(String data) {
        return new StreamEvent(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes as they go over the wire; not a copy, nobody changes them. */
    public byte[] raw() {
        return raw;
    }

    /** Whether the event carries data; a comment or a lone {@code event:} line does not. */
    public boolean hasData() {
        findData();
        return dataStart >= 0;
    }

    /** The data; several lines are joined by line feeds, as the standard says. Empty if there is none. */
    public byte[] data() {
        findData();
        if (dataStart < 0) {
            return NOTHING;
        }
        return oneDataLine ? Arrays.copyOfRange(raw, dataStart, dataEnd) : joinedData();
    }

    /** Whether this is the {@code [DONE]} that ends OpenAI's streams. */
    public boolean isDone() {
        findData();
        return oneDataLine && Arrays.equals(raw, dataStart, dataEnd, DONE_DATA, 0, DONE_DATA.length);
    }

    /** Whether the data has the outer form of a JSON object, which is cheaper to know than that it is one. */
    public boolean looksLikeObject() {
        findData();
        return dataStart >= 0
                && dataEnd > dataStart
                && raw[dataStart] == '{'
                && (!oneDataLine || raw[dataEnd - 1] == '}');
    }

    /** Whether the data contains these bytes; a cheap test before {@link #json()}. */
    public boolean dataContains(byte[] needle) {
        findData();
        if (dataStart < 0) {
            return false;
        }
        int last = (oneDataLine ? dataEnd : raw.length) - needle.length;
        for (int i = dataStart; i <= last; i++) {
            if (raw[i] == needle[0] && Arrays.equals(raw, i, i + needle.length, needle, 0, needle.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The data as JSON, parsed once.
     *
     * @throws MalformedJsonException if it is none
     */
    public JsonDocument json() throws MalformedJsonException {
        JsonDocument known = json;
        if (known == null) {
            known = JsonDocument.parse(data());
            json = known;
        }
        return known;
    }

    /** This event with other data, which holds no line break; its name, id and comments stay. */
    public StreamEvent withData(byte[] data) {
        findData();
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + data.length);
        if (dataStart < 0) {
            addData(data, out);
        } else {
            out.write(raw, 0, dataStart);
            out.writeBytes(separator(data));
            out.writeBytes(data);
            if (oneDataLine) {
                out.write(raw, dataEnd, raw.length - dataEnd);
            } else {
                copyOtherLines(out);
            }
        }
        return new StreamEvent(out.toByteArray());
    }

    /** What is missing between the field's name and other data: readers drop one space after the colon. */
    private byte[] separator(byte[] data) {
        if (raw[dataStart - 1] == 'a') {
            return COLON; // a bare "data" stands for no data
        }
        boolean spaceWouldBeDropped = raw[dataStart - 1] == ':' && data.length > 0 && data[0] == ' ';
        return spaceWouldBeDropped ? SPACE : NOTHING;
    }

    /** Writes the event with a first data line, before the blank line that ends it. */
    private void addData(byte[] data, ByteArrayOutputStream out) {
        Lines lines = new Lines(raw);
        while (lines.next() && lines.end > lines.start) {
            out.write(raw, lines.start, lines.next - lines.start);
        }
        out.writeBytes(DATA);
        out.writeBytes(data);
        out.writeBytes(new byte[] {'\n', '\n'});
    }

    private void findData() {
        if (dataStart != -1) {
            return;
        }
        dataStart = -2;
        Lines lines = new Lines(raw);
        while (lines.next()) {
            if (lines.isData()) {
                if (dataStart >= 0) {
                    oneDataLine = false;
                    return;
                }
                dataStart = lines.valueStart();
                dataEnd = lines.end;
                oneDataLine = true;
            }
        }
    }

    private byte[] joinedData() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
        Lines lines = new Lines(raw);
        boolean first = true;
        while (lines.next()) {
            if (lines.isData()) {
                if (!first) {
                    out.write('\n');
                }
                first = false;
                out.write(raw, lines.valueStart(), lines.end - lines.valueStart());
            }
        }
        return out.toByteArray();
    }

    /** Writes what follows the first data line's value, without the other data lines. */
    private void copyOtherLines(ByteArrayOutputStream out) {
        Lines lines = new Lines(raw);
        while (lines.next()) {
            if (lines.end == dataEnd) {
                out.write(raw, lines.end, lines.next - lines.end);
            } else if (lines.end > dataEnd && !lines.isData()) {
                out.write(raw, lines.start, lines.next - lines.start);
            }
        }
    }

    @Override
    public String toString() {
        return "StreamEvent[" + raw.length + " bytes]"; // never the text
    }

    /** Steps through lines that end with CR, LF or CR LF. */
    private static final class Lines {
        private final byte[] bytes;
        private int start;
        private int end;
        private int next;

        Lines(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean next() {
            if (next >= bytes.length) {
                return false;
            }
            start = next;
            end = start;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            boolean both = end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n';
            next = Math.min(bytes.length, end + (both ? 2 : 1));
            return true;
        }

        boolean isData() {
            return end - start >= 4
                    && bytes[start] == 'd'
                    && bytes[start + 1] == 'a'
                    && bytes[start + 2] == 't'
                    && bytes[start + 3] == 'a'
                    && (end - start == 4 || bytes[start + 4] == ':');
        }

        int valueStart() {
            int from = Math.min(start + 5, end);
            return from < end && bytes[from] == ' ' ? from + 1 : from;
        }
    }
}
