package fr.ecluse.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** HTTP headers: names without regard to case, values in the order they came. Immutable. */
public final class Headers {

    private static final Headers NONE = new Headers(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

    private final TreeMap<String, List<String>> values;

    private Headers(TreeMap<String, List<String>> values) {
        this.values = values;
    }

    public static Headers none() {
        return NONE;
    }

    /** Headers from name and value pairs, in order. */
    public static Headers of(Iterable<Map.Entry<String, String>> entries) {
        TreeMap<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> entry : entries) {
            values.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>(1)).add(entry.getValue());
        }
        return new Headers(values);
    }

    public static Headers of(String name, String value) {
        return NONE.with(name, value);
    }

    /** The first value of a header. */
    public Optional<String> first(String name) {
        List<String> all = values.get(name);
        return all == null ? Optional.empty() : Optional.of(all.getFirst());
    }

    /** Every value of a header, none if it is absent. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /**
     * These headers, with one set to a single value.
     *
     * @throws IllegalArgumentException as {@link #requireValid}
     */
    public Headers with(String name, String value) {
        requireValid(name, value);
        TreeMap<String, List<String>> copy = new TreeMap<>(values);
        copy.put(name, List.of(value));
        return new Headers(copy);
    }

    /**
     * Checks what is about to be sent (RFC 9110, section 5).
     *
     * @throws IllegalArgumentException if the name is no token, or the value has a control character or one beyond
     *     Latin-1
     */
    public static void requireValid(String name, String value) {
        if (name.isEmpty() || !consistsOf(name, Headers::isTokenCharacter)) {
            throw new IllegalArgumentException("not the name of a header");
        }
        if (!consistsOf(value, Headers::isValueCharacter)) {
            throw new IllegalArgumentException("a header value holds one line of Latin-1 text: " + name);
        }
    }

    /** By a loop: a stream takes ten times as long, and each answer has several headers. */
    private static boolean consistsOf(String text, IntPredicate character) {
        for (int i = 0; i < text.length(); i++) {
            if (!character.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValueCharacter(int c) {
        return c == '\t' || c >= ' ' && c != 0x7f && c <= 0xff;
    }

    private static boolean isTokenCharacter(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    /** The headers by name. */
    public Map<String, List<String>> asMap() {
        return java.util.Collections.unmodifiableMap(values);
    }

    @Override
    public String toString() {
        return values.keySet().toString(); // names only: values may be secrets
    }
}
