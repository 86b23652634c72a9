package fr.ecluse.plugin.identity;

import fr.ecluse.spi.config.Option;
import java.time.Duration;

/**
 * What callers may do about keys of their own.
 *
 * @param maxLifetime from the making of a key to its end
 * @param maxOverlap for which a former secret stays good
 * @param maxPerOwner how many good keys one may have
 */
public record KeysOptions(
        @Option(value = "How long a key may be good at most.", byDefault = "365d")
        Duration maxLifetime,

        @Option(
                value = "How long the former secret of a key may stay good when the key gets another one.",
                byDefault = "7d")
        Duration maxOverlap,

        @Option(
                value = "How many good keys a caller may have at the same time, those made by its keys included.",
                byDefault = "50")
        int maxPerOwner) {

    private static final Duration LONGEST = Duration.ofDays(3660);

    public KeysOptions {
        if (!maxLifetime.isPositive() || maxLifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("max-lifetime: must be positive, and ten years at most");
        }
        if (maxOverlap.isNegative() || maxOverlap.compareTo(maxLifetime) > 0) {
            throw new IllegalArgumentException("max-overlap: must not be negative, nor longer than max-lifetime");
        }
        if (maxPerOwner < 1) {
            throw new IllegalArgumentException("max-per-owner: must be positive");
        }
    }
}
