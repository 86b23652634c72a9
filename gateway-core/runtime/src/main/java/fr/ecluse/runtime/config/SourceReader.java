package fr.ecluse.runtime.config;

import fr.ecluse.runtime.config.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the flat keys of one source into a tree. */
final class SourceReader {

    private final ConfigSource source;
    private final ConfigNode.Origin origin;
    private final List<Problem> problems;

    SourceReader(ConfigSource source, List<Problem> problems) {
        this.source = source;
        this.origin = new ConfigNode.Origin(source.name(), source.ordinal());
        this.problems = problems;
    }

    /** The tree of everything under {@code root}; what is wrong with it is added to the problems. */
    ConfigNode read(String root) {
        Draft draft = new Draft();
        new TreeMap<>(source.values()).forEach((key, text) -> {
            if (key.startsWith(root + ".")) {
                try {
                    draft.at(KeyPath.parse(key).segments()).text = text;
                } catch (IllegalArgumentException malformed) {
                    problems.add(problem(key, "malformed key"));
                }
            }
        });
        return draft.names.containsKey(root) ? finish(root, draft.names.get(root)) : ConfigNode.Branch.empty(root);
    }

    private ConfigNode finish(String key, Draft draft) {
        if (!draft.items.isEmpty()) {
            if (!draft.names.isEmpty()) {
                problems.add(problem(key, "is given both as a list and as a map"));
            }
            return finishList(key, draft.items);
        }
        if (!draft.names.isEmpty()) {
            if (draft.text != null && !draft.text.isBlank()) {
                problems.add(problem(key, "is given both as a value and as a map"));
            }
            SortedMap<String, ConfigNode> children = new TreeMap<>();
            draft.names.forEach((name, child) -> children.put(name, finish(KeyPath.below(key, name), child)));
            return new ConfigNode.Branch(key, children);
        }
        return new ConfigNode.Value(key, draft.text == null ? "" : draft.text, origin);
    }

    private ConfigNode finishList(String key, SortedMap<Integer, Draft> items) {
        List<ConfigNode> finished = new ArrayList<>();
        for (var item : items.entrySet()) {
            if (item.getKey() != finished.size()) {
                problems.add(problem(KeyPath.item(key, finished.size()), "is missing, but a later item is there"));
                break;
            }
            finished.add(finish(KeyPath.item(key, item.getKey()), item.getValue()));
        }
        return new ConfigNode.Items(key, finished, origin);
    }

    private Problem problem(String key, String message) {
        return new Problem(key, message + " (in " + source.name() + ")");
    }

    /**
     * A place that is still being filled. Some sources give a list of scalars twice, as {@code a[0]}, {@code a[1]} and
     * as {@code a} with commas; the items then count.
     */
    private static final class Draft {

        private @Nullable String text;
        private final SortedMap<String, Draft> names = new TreeMap<>();
        private final SortedMap<Integer, Draft> items = new TreeMap<>();

        private Draft at(List<KeyPath.Segment> path) {
            Draft at = this;
            for (KeyPath.Segment segment : path) {
                at = switch (segment) {
                    case KeyPath.Name(String name) -> at.names.computeIfAbsent(name, n -> new Draft());
                    case KeyPath.Index(int index) -> at.items.computeIfAbsent(index, i -> new Draft());
                };
            }
            return at;
        }
    }
}
