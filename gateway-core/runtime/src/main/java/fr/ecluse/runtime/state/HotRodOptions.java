package fr.ecluse.runtime.state;

import fr.ecluse.spi.config.Option;
import fr.ecluse.spi.config.SecretRef;
import java.util.List;
import java.util.Optional;

/** Infinispan servers. */
public record HotRodOptions(
        @Option("Where they are, as host:port; those that the first one knows are found by themselves.")
        List<HostPort> servers,

        @Option("Who the gateway is there.") Optional<String> username,

        @Option("The password that goes with it.") Optional<SecretRef> password,

        @Option(value = "How the password is proved (SASL).", byDefault = "SCRAM-SHA-512")
        String mechanism,

        @Option("The certificates to trust, and the gateway's own if the servers ask for one.")
        Optional<TlsOptions> tls,

        @Option("The name that the servers' certificates carry; the host of the first server if not given.")
        Optional<String> serverName,

        @Option(
                value =
                        "What the names of the gateway's caches begin with; those that are not there are created, which "
                                + "needs the right to.",
                byDefault = "ecluse.")
        String cachePrefix) {

    public HotRodOptions {
        if (username.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException("username and password go together");
        }
        if (!cachePrefix.matches("[A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("cache-prefix is letters, digits, dots, hyphens, underscores");
        }
    }
}
