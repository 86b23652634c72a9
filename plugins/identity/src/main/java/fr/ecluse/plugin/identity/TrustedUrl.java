package fr.ecluse.plugin.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** URLs from which public keys may be read: whoever can change them on the way could sign tokens. */
final class TrustedUrl {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private TrustedUrl() {}

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it is none, or neither https nor http on loopback
     */
    static URI parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is not a URL", e);
        }
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("'" + text + "' is not a URL with a host and without user and fragment");
        }
        boolean safe = "https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && LOOPBACK.matcher(host).matches());
        if (!safe) {
            throw new IllegalArgumentException("'" + text + "' must be https, or http on loopback");
        }
        return url;
    }
}
