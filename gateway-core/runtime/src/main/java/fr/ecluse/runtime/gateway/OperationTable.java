package fr.ecluse.runtime.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what serves a method and path, in time that does not depend on how much is mounted. A fixed segment wins over a
 * parameter. Immutable.
 */
final class OperationTable<T> {

    /**
     * What was found.
     *
     * @param parameters the decoded path parameters
     */
    record Match<T>(T value, Map<String, String> parameters) {}

    private static final class Node<T> {
        private final Map<String, Node<T>> fixed = new HashMap<>();
        private @Nullable Node<T> parameter;
        private String parameterName = "";
        private final Map<String, T> byMethod = new HashMap<>();
    }

    /** A value at a method and a template such as {@code /models/{model}}. */
    record Entry<T>(String method, String pathTemplate, T value) {}

    private final Node<T> root = new Node<>();

    OperationTable(Collection<Entry<T>> entries) {
        for (Entry<T> entry : entries) {
            Node<T> node = root;
            for (String segment : entry.pathTemplate().substring(1).split("/", -1)) {
                node = child(node, segment);
            }
            node.byMethod.put(entry.method(), entry.value());
        }
    }

    private static <T> Node<T> child(Node<T> node, String segment) {
        if (!segment.startsWith("{")) {
            return node.fixed.computeIfAbsent(segment, _ -> new Node<>());
        }
        Node<T> child = node.parameter;
        if (child == null) {
            child = new Node<>();
            child.parameterName = segment.substring(1, segment.length() - 1);
            node.parameter = child;
        }
        return child;
    }

    /** Finds the value for a raw path; a parameter is one segment, decoded, without control characters. */
    Optional<Match<T>> find(String method, String rawPath) {
        Map<String, String> parameters = new HashMap<>(2);
        Node<T> node = walk(rawPath, parameters);
        T value = node == null ? null : node.byMethod.get(method);
        return value == null ? Optional.empty() : Optional.of(new Match<>(value, parameters));
    }

    /** The methods that a raw path takes; none if nothing is there. */
    Set<String> methods(String rawPath) {
        Node<T> node = walk(rawPath, new HashMap<>());
        return node == null ? Set.of() : new TreeSet<>(node.byMethod.keySet());
    }

    private @Nullable Node<T> walk(String rawPath, Map<String, String> parameters) {
        if (!rawPath.startsWith("/")) {
            return null;
        }
        Node<T> node = root;
        for (int from = 1; from <= rawPath.length(); ) {
            int slash = rawPath.indexOf('/', from);
            String segment = rawPath.substring(from, slash < 0 ? rawPath.length() : slash);
            Node<T> next = node.fixed.get(segment);
            if (next == null) {
                next = node.parameter;
                Optional<String> value = next == null ? Optional.empty() : decode(segment);
                if (next == null || value.isEmpty()) {
                    return null;
                }
                parameters.put(next.parameterName, value.get());
            }
            node = next;
            from = slash < 0 ? rawPath.length() + 1 : slash + 1;
        }
        return node;
    }

    private static Optional<String> decode(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            return Optional.empty();
        }
        if (segment.indexOf('%') < 0) {
            return Optional.of(segment);
        }
        try {
            String value = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            boolean sound = value.chars().noneMatch(c -> Character.isISOControl(c) || c == '\uFFFD')
                    && List.of(value.split("[/\\\\]", -1)).stream()
                            .noneMatch(part -> part.equals("..") || part.equals("."));
            return sound ? Optional.of(value) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
