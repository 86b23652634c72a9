package fr.ecluse.spi.access;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Conditions under which an exchange may go on. A condition that is absent restricts nothing; one that is empty admits
 * nothing.
 *
 * @param zones the only zones that may serve it, within those that the configuration admits
 * @param models the only model aliases that may serve it
 * @param maxTokens the most tokens that may be generated
 * @param cacheScope who may share its answer
 */
public record Obligations(
        Optional<Set<String>> zones,
        Optional<Set<String>> models,
        OptionalLong maxTokens,
        Optional<CacheScope> cacheScope) {

    private static final Obligations NONE =
            new Obligations(Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());

    public Obligations {
        zones = zones.map(Set::copyOf);
        models = models.map(Set::copyOf);
        if (maxTokens.isPresent() && maxTokens.getAsLong() < 1) {
            throw new IllegalArgumentException("max_tokens must be positive");
        }
    }

    public static Obligations none() {
        return NONE;
    }

    /** These and others together: what both admit. */
    public Obligations and(Obligations others) {
        return new Obligations(
                common(zones, others.zones),
                common(models, others.models),
                least(maxTokens, others.maxTokens),
                narrower(cacheScope, others.cacheScope));
    }

    public boolean admitsZone(String zone) {
        return zones.isEmpty() || zones.get().contains(zone);
    }

    public boolean admitsModel(String alias) {
        return models.isEmpty() || models.get().contains(alias);
    }

    private static Optional<Set<String>> common(Optional<Set<String>> one, Optional<Set<String>> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Set<String> common = new TreeSet<>(one.get());
        common.retainAll(other.get());
        return Optional.of(common);
    }

    private static OptionalLong least(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }

    private static Optional<CacheScope> narrower(Optional<CacheScope> one, Optional<CacheScope> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return Optional.of(one.get().narrower(other.get()));
    }
}
