package fr.ecluse.app.edge;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.util.function.IntPredicate;

/** A set of bytes that a part of a request may be made of (RFC 9110, sections 5.5 and 5.6.2; RFC 3986). Immutable. */
final class Alphabet {

    /** Methods and names of headers. */
    static final Alphabet TOKEN = new Alphabet(c -> isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);

    /** Targets: visible ASCII. A fragment never goes onto the wire. */
    static final Alphabet TARGET = new Alphabet(c -> c > ' ' && c < 0x7F && c != '#');

    /** Values of headers: anything but control characters. Bytes above ASCII are opaque. */
    static final Alphabet FIELD_VALUE = new Alphabet(c -> (c >= ' ' && c != 0x7F) || c == '\t');

    private final boolean[] allowed = new boolean[256];
    private final ByteProcessor isAllowed = b -> allowed[b & 0xFF];

    private Alphabet(IntPredicate allowed) {
        for (int c = 0; c < this.allowed.length; c++) {
            this.allowed[c] = allowed.test(c);
        }
    }

    /** Whether all bytes between the two indices are of this alphabet. */
    boolean spells(ByteBuf bytes, int from, int to) {
        return bytes.forEachByte(from, to - from, isAllowed) < 0;
    }

    /** Whether all characters of a text are of this alphabet. */
    boolean spells(CharSequence text) {
        return text.chars().allMatch(c -> c < allowed.length && allowed[c]);
    }

    static boolean isAlphanumeric(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isHex(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
