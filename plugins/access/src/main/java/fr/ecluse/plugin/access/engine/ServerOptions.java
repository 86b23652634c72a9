package fr.ecluse.plugin.access.engine;

import fr.ecluse.spi.config.Option;
import java.net.URI;
import java.time.Duration;

/** Where an OPA server is. */
public record ServerOptions(
        @Option(value = "Scheme, host and port.", byDefault = "http://127.0.0.1:8181")
        URI url,

        @Option(value = "How long a decision may take there.", byDefault = "250ms")
        Duration timeout) {

    public ServerOptions {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException("url: http(s)://host[:port], without user or query");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: must be positive");
        }
    }
}
