package fr.ecluse.runtime.config;

import fr.ecluse.runtime.config.ConfigNode.Branch;
import fr.ecluse.runtime.config.ConfigNode.Items;
import fr.ecluse.runtime.config.ConfigNode.Value;
import fr.ecluse.runtime.config.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A part of the configuration, put together from all sources. Maps merge name by name; a list, like a single value,
 * comes whole from the highest source that gives it. Immutable.
 */
public final class ConfigTree {

    /** What all keys start with. */
    public static final String ROOT = "ecluse";

    private final Branch branch;
    private final Environment environment;

    private ConfigTree(Branch branch, Environment environment) {
        this.branch = branch;
        this.environment = environment;
    }

    /**
     * Puts the sources together.
     *
     * @param sources in any order; among equal ordinals the later one wins
     * @return everything under {@code ecluse}
     * @throws ConfigurationException if keys are malformed or contradict each other within one source
     */
    public static ConfigTree of(Collection<ConfigSource> sources, Environment environment) {
        List<Problem> problems = new ArrayList<>();
        ConfigNode merged = sources.stream()
                .sorted(Comparator.comparingInt(ConfigSource::ordinal))
                .map(source -> new SourceReader(source, problems).read(ROOT))
                .reduce(Branch.empty(ROOT), ConfigNode::merge);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new ConfigTree(requireBranch(merged), environment);
    }

    static ConfigTree of(Branch branch, Environment environment) {
        return new ConfigTree(branch, environment);
    }

    /** The full key of this part. */
    public String key() {
        return branch.key();
    }

    /** The names directly below, from the sources; what only the environment gives is not known before binding. */
    public Set<String> names() {
        return branch.children().keySet();
    }

    /**
     * The part of that name, empty if nothing is configured there.
     *
     * @throws ConfigurationException if a value or a list stands there
     */
    public ConfigTree at(String name) {
        return new ConfigTree(below(name), environment);
    }

    /**
     * The entry of that name, where this part is a map whose names the operator chooses: as {@link #at}, but what is in
     * it cannot come from the environment.
     *
     * @throws ConfigurationException if a value or a list stands there
     */
    public ConfigTree entry(String name) {
        return new ConfigTree(below(name), Environment.none());
    }

    /** The single value of that name, from the sources or the environment. */
    public Optional<String> value(String name) {
        ConfigNode configured = branch.children().get(name);
        Value asked = environment.ask(KeyPath.below(key(), name));
        return (asked == null ? configured : asked.over(configured)) instanceof Value value
                ? Optional.of(value.text())
                : Optional.empty();
    }

    /**
     * This part as the default for a more specific one: what {@code specific} says counts, whatever the ordinals are;
     * where it says nothing, this part and its environment do. Lists replace.
     */
    public ConfigTree overlay(ConfigTree specific) {
        return new ConfigTree(requireBranch(ConfigNode.merge(branch, pinned(specific.branch))), environment);
    }

    /** This part without some of the names directly below. */
    public ConfigTree without(String... names) {
        SortedMap<String, ConfigNode> rest = new TreeMap<>(branch.children());
        Set.of(names).forEach(rest::remove);
        return new ConfigTree(new Branch(key(), rest), environment);
    }

    /** This part with nothing but some of the names directly below. */
    public ConfigTree only(String... names) {
        SortedMap<String, ConfigNode> rest = new TreeMap<>(branch.children());
        rest.keySet().retainAll(Set.of(names));
        return new ConfigTree(new Branch(key(), rest), environment);
    }

    /** The names directly below where another part says something else; which source says it does not matter. */
    public Set<String> differences(ConfigTree other) {
        Set<String> names = new TreeSet<>(names());
        names.addAll(other.names());
        names.removeIf(name -> ConfigNode.sameValues(
                branch.children().get(name), other.branch.children().get(name)));
        return names;
    }

    /**
     * Binds this part to a record.
     *
     * @throws ConfigurationException with everything that is wrong
     * @see RecordBinder
     */
    public <R extends Record> R bind(Class<R> type) {
        return RecordBinder.of(type).bind(this);
    }

    Branch branch() {
        return branch;
    }

    Environment environment() {
        return environment;
    }

    private Branch below(String name) {
        ConfigNode child = branch.children().get(name);
        return child == null ? Branch.empty(KeyPath.below(key(), name)) : requireBranch(child);
    }

    private static Branch requireBranch(ConfigNode node) {
        return switch (node) {
            case Branch branch -> branch;
            case Value value when value.isBlank() -> Branch.empty(value.key());
            case Value value -> throw new ConfigurationException(List.of(notAMap(value.key())));
            case Items items -> throw new ConfigurationException(List.of(notAMap(items.key())));
        };
    }

    static Problem notAMap(String key) {
        return new Problem(key, "must be a map, with keys below it");
    }

    /** Lifts the values above any source's, the environment's included. */
    private static ConfigNode pinned(ConfigNode node) {
        return switch (node) {
            case Value value ->
                new Value(value.key(), value.text(), value.origin().pinned());
            case Items items ->
                new Items(
                        items.key(),
                        items.items().stream().map(ConfigTree::pinned).toList(),
                        items.origin().pinned());
            case Branch branch -> {
                SortedMap<String, ConfigNode> children = new TreeMap<>();
                branch.children().forEach((name, child) -> children.put(name, pinned(child)));
                yield new Branch(branch.key(), children);
            }
        };
    }

    @Override
    public String toString() {
        return "ConfigTree[" + key() + ", " + names() + "]";
    }
}
