package fr.ecluse.app.edge;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.util.function.IntPredicate;

/** The alphabets of RFC 9110, RFC 9112 and RFC 3986 that the head of a request is held against. */
enum Syntax {
    /** Methods and names of headers. */
    TOKEN(c -> isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0, 1),
    /** Visible ASCII; a fragment never goes onto the wire. */
    TARGET(c -> c > ' ' && c < 0x7F && c != '#', 1),
    /** Anything but control characters; bytes above ASCII are opaque. */
    FIELD_VALUE(c -> (c >= ' ' && c != 0x7F) || c == '\t', 0);

    private final boolean[] allowed = new boolean[256];
    private final ByteProcessor isAllowed = b -> allowed[b & 0xFF];
    private final int least;

    Syntax(IntPredicate allowed, int least) {
        for (int c = 0; c < this.allowed.length; c++) {
            this.allowed[c] = allowed.test(c);
        }
        this.least = least;
    }

    /** Whether all bytes between the two indices are of this alphabet, and as many as it takes. */
    boolean holds(ByteBuf bytes, int from, int to) {
        return to - from >= least && bytes.forEachByte(from, to - from, isAllowed) < 0;
    }

    /** Whether all characters are of this alphabet, and as many as it takes. */
    boolean holds(CharSequence text) {
        return text.length() >= least && text.chars().allMatch(c -> c < allowed.length && allowed[c]);
    }

    /** Whether a text is a host name, an IPv4 address or an IPv6 address in brackets, with or without a port. */
    static boolean isAuthority(CharSequence text) {
        int host = hostLength(text);
        if (host == 0 || host > 255) {
            return false;
        }
        if (host == text.length()) {
            return true;
        }
        return text.charAt(host) == ':' && isPort(text.subSequence(host + 1, text.length()));
    }

    /** Whether a text is a length of at most 18 digits, which a {@code long} holds. */
    static boolean isLength(CharSequence text) {
        return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(Syntax::isDigit);
    }

    /** Whether each percent sign begins an escape of two hexadecimal digits. */
    static boolean escapesAreWhole(String target) {
        for (int i = target.indexOf('%'); i >= 0; i = target.indexOf('%', i + 1)) {
            if (i + 2 >= target.length() || !isHex(target.charAt(i + 1)) || !isHex(target.charAt(i + 2))) {
                return false;
            }
        }
        return true;
    }

    /** Where the authority ends that begins at an index of an absolute address. */
    static int endOfAuthority(String address, int start) {
        int end = start;
        while (end < address.length() && "/?".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int hostLength(CharSequence text) {
        int i = 0;
        if (!text.isEmpty() && text.charAt(0) == '[') {
            do {
                i++;
            } while (i < text.length() && (isHex(text.charAt(i)) || ":.".indexOf(text.charAt(i)) >= 0));
            return i > 1 && i < text.length() && text.charAt(i) == ']' ? i + 1 : 0;
        }
        while (i < text.length() && (isAlphanumeric(text.charAt(i)) || "-._".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    private static boolean isPort(CharSequence text) {
        return text.length() >= 1
                && text.length() <= 5
                && text.chars().allMatch(Syntax::isDigit)
                && Integer.parseInt(text, 0, text.length(), 10) <= 65535;
    }

    private static boolean isHex(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isAlphanumeric(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
