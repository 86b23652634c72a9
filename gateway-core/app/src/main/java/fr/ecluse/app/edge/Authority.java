package fr.ecluse.app.edge;

/**
 * What may stand in Host and {@code :authority}: a host name, an IPv4 address or an IPv6 address in brackets, with or
 * without a port. Narrower than RFC 3986: no user, no escapes, nothing but what real hosts are called.
 */
final class Authority {

    private static final int LONGEST_HOST = 255;
    private static final int HIGHEST_PORT = 65_535;

    private Authority() {}

    /** Whether a text is one. */
    static boolean isValid(CharSequence text) {
        int host = hostLength(text);
        if (host == 0 || host > LONGEST_HOST) {
            return false;
        }
        return host == text.length() || (text.charAt(host) == ':' && isPort(text, host + 1));
    }

    private static int hostLength(CharSequence text) {
        return !text.isEmpty() && text.charAt(0) == '[' ? bracketLength(text) : nameLength(text);
    }

    private static int nameLength(CharSequence text) {
        int i = 0;
        while (i < text.length() && (Alphabet.isAlphanumeric(text.charAt(i)) || "-._".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    private static int bracketLength(CharSequence text) {
        int i = 1;
        while (i < text.length() && (Alphabet.isHex(text.charAt(i)) || ":.".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i > 1 && i < text.length() && text.charAt(i) == ']' ? i + 1 : 0;
    }

    private static boolean isPort(CharSequence text, int from) {
        int digits = text.length() - from;
        return digits >= 1
                && digits <= 5
                && text.chars().skip(from).allMatch(Alphabet::isDigit)
                && Integer.parseInt(text, from, text.length(), 10) <= HIGHEST_PORT;
    }
}
