package fr.ecluse.runtime.state;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine and a port, written {@code host:port} or {@code [IPv6]:port}.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):(\\d{1,5})");

    public HostPort {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static HostPort parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not host:port");
        }
        return new HostPort(form.group(1) == null ? form.group(2) : form.group(1), Integer.parseInt(form.group(3)));
    }
}
