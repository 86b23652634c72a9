package fr.ecluse.runtime.config;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One place in the configuration. Each knows the full key it came from, so that errors name what was written. */
sealed interface ConfigNode {

    /** The full key that it was configured under. */
    String key();

    /**
     * Who gave a value.
     *
     * @param source its name, for error messages
     * @param ordinal its rank
     */
    record Origin(String source, int ordinal) {

        /** The same source, above all others. */
        Origin pinned() {
            return new Origin(source, Integer.MAX_VALUE);
        }
    }

    /** A single value. */
    record Value(String key, String text, Origin origin) implements ConfigNode {

        /** Sources write an empty map and an empty list alike: as the empty value. */
        boolean isBlank() {
            return text.isBlank();
        }

        /** This value, or the configured one if that has the higher rank. */
        ConfigNode over(@Nullable ConfigNode configured) {
            return switch (configured) {
                case Value other when other.origin.ordinal() > origin.ordinal() -> other;
                case Items items when items.origin.ordinal() > origin.ordinal() -> items;
                case null, default -> this;
            };
        }
    }

    /** Named places below this one, by name. */
    record Branch(String key, SortedMap<String, ConfigNode> children) implements ConfigNode {

        public Branch {
            children = Collections.unmodifiableSortedMap(new TreeMap<>(children));
        }

        static Branch empty(String key) {
            return new Branch(key, new TreeMap<>());
        }

        Branch with(String name, ConfigNode child) {
            SortedMap<String, ConfigNode> changed = new TreeMap<>(children);
            changed.put(name, child);
            return new Branch(key, changed);
        }
    }

    /** A list's items. */
    record Items(String key, List<ConfigNode> items, Origin origin) implements ConfigNode {

        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * Puts {@code higher} over {@code lower}: maps merge name by name, everything else is replaced as a whole. The
     * empty value is the empty map where a map stands, so it hides nothing there.
     */
    static ConfigNode merge(ConfigNode lower, ConfigNode higher) {
        if (lower instanceof Branch below && higher instanceof Branch above) {
            SortedMap<String, ConfigNode> merged = new TreeMap<>(below.children());
            above.children().forEach((name, child) -> merged.merge(name, child, ConfigNode::merge));
            return new Branch(below.key(), merged);
        }
        return lower instanceof Branch && higher instanceof Value value && value.isBlank() ? lower : higher;
    }

    /** Whether two places say the same, whichever source said it; null says nothing, like an empty map. */
    static boolean sameValues(@Nullable ConfigNode one, @Nullable ConfigNode other) {
        if (one instanceof Value value && other instanceof Value otherValue) {
            return value.text().equals(otherValue.text());
        }
        if (one instanceof Items list && other instanceof Items otherList) {
            List<ConfigNode> items = list.items();
            List<ConfigNode> others = otherList.items();
            return items.size() == others.size()
                    && IntStream.range(0, items.size()).allMatch(i -> sameValues(items.get(i), others.get(i)));
        }
        if (isMap(one) && isMap(other)) {
            SortedMap<String, ConfigNode> children = children(one);
            SortedMap<String, ConfigNode> others = children(other);
            return Stream.concat(children.keySet().stream(), others.keySet().stream())
                    .allMatch(name -> sameValues(children.get(name), others.get(name)));
        }
        return false;
    }

    private static boolean isMap(@Nullable ConfigNode node) {
        return node == null || node instanceof Branch || node instanceof Value value && value.isBlank();
    }

    private static SortedMap<String, ConfigNode> children(@Nullable ConfigNode node) {
        return node instanceof Branch branch ? branch.children() : Collections.emptySortedMap();
    }
}
