package fr.ecluse.plugin.identity;

import fr.ecluse.spi.config.Option;
import java.time.Duration;
import java.util.Optional;

/**
 * How an issuer's public keys are read.
 *
 * @param jwksUri where they are; without it, where the issuer's discovery document says
 * @param refresh how often they are read, which is how long a withdrawn key goes on being good
 * @param unknownKeyInterval the least time between two readings that unknown keys in tokens bring about
 * @param maxAge how long they are used while the issuer cannot be reached
 * @param timeout of each call to the issuer
 */
public record IssuerKeyOptions(
        @Option("Where the issuer's public keys are (JWKS); without it, where its discovery document says.")
        Optional<String> jwksUri,

        @Option(
                value = "How often the keys are read; a key that the issuer withdrew is good as long as this.",
                byDefault = "5m")
        Duration refresh,

        @Option(
                value = "The least time between two readings of the keys, however many tokens name unknown ones.",
                byDefault = "10s")
        Duration unknownKeyInterval,

        @Option(value = "How long the keys last read are used while the issuer cannot be reached.", byDefault = "24h")
        Duration maxAge,

        @Option(value = "How long a call to the issuer may take.", byDefault = "2s")
        Duration timeout) {

    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

    public IssuerKeyOptions {
        jwksUri.ifPresent(TrustedUrl::parse);
        if (!unknownKeyInterval.isPositive()) {
            throw new IllegalArgumentException("unknown-key-interval: must be positive");
        }
        if (refresh.compareTo(unknownKeyInterval) < 0) {
            throw new IllegalArgumentException("refresh: must not be shorter than unknown-key-interval");
        }
        if (maxAge.compareTo(refresh) < 0) {
            throw new IllegalArgumentException("max-age: must not be shorter than refresh");
        }
        if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout: must be positive, and 30s at most");
        }
    }
}
