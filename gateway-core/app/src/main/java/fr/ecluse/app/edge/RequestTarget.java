package fr.ecluse.app.edge;

import static fr.ecluse.app.edge.RefusedRequestException.malformed;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for: a path with its query, {@code *} for OPTIONS, or an absolute address. CONNECT's form is none
 * of them, for this is no forward proxy.
 *
 * @param authority in lower case, if the target is an absolute address
 */
record RequestTarget(@Nullable String authority) {

    /**
     * Reads the target of an HTTP/1.1 request.
     *
     * @throws RefusedRequestException if it is none
     */
    static RequestTarget parse(String target, String method) throws RefusedRequestException {
        if (!isWellSpelt(target)) {
            throw malformed("the target has a character or an escape that may not stand in it");
        }
        if (isPath(target, method)) {
            return new RequestTarget(null);
        }
        String lower = target.toLowerCase(Locale.ROOT);
        int authority = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : 0;
        if (authority == 0) {
            throw malformed("the target is neither a path nor an absolute address");
        }
        int end = authority;
        while (end < lower.length() && "/?".indexOf(lower.charAt(end)) < 0) {
            end++;
        }
        return new RequestTarget(lower.substring(authority, end));
    }

    /** Whether the {@code :path} of an HTTP/2 request is one. */
    static boolean isHttp2Path(CharSequence path, CharSequence method) {
        return isWellSpelt(path.toString()) && isPath(path.toString(), method.toString());
    }

    private static boolean isPath(String target, String method) {
        return target.startsWith("/") || (target.equals("*") && method.equals("OPTIONS"));
    }

    private static boolean isWellSpelt(String target) {
        return Alphabet.TARGET.spells(target) && escapesAreWhole(target);
    }

    private static boolean escapesAreWhole(String target) {
        for (int i = target.indexOf('%'); i >= 0; i = target.indexOf('%', i + 1)) {
            if (i + 2 >= target.length()
                    || !Alphabet.isHex(target.charAt(i + 1))
                    || !Alphabet.isHex(target.charAt(i + 2))) {
                return false;
            }
        }
        return true;
    }
}
