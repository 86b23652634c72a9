package fr.ecluse.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dotted key taken apart: {@code a."b.c".d[0]} is a, b.c, d, and the index 0.
 *
 * @param segments the names and indexes from the outside in
 */
record KeyPath(List<Segment> segments) {

    /** One step down. */
    sealed interface Segment {}

    /** Into a map. */
    record Name(String name) implements Segment {}

    /** Into a list. */
    record Index(int index) implements Segment {}

    /** A name in quotes or up to the next dot, the indexes after it, and then a dot or the end. */
    private static final Pattern PART = Pattern.compile(
            "(?:\"(?<quoted>[^\"]+)\"|(?<plain>[^.\\[\"][^.\\[]*))(?<indexes>(?:\\[\\d{1,4}])*)(?<end>\\.|$)");

    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[.\\[]");

    /**
     * Takes a key apart.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static KeyPath parse(String key) {
        List<Segment> segments = new ArrayList<>();
        Matcher part = PART.matcher(key);
        int at = 0;
        boolean complete = false;
        while (!complete) {
            if (!part.region(at, key.length()).lookingAt()) {
                throw new IllegalArgumentException("malformed key");
            }
            String quoted = part.group("quoted");
            segments.add(new Name(quoted == null ? part.group("plain") : quoted));
            Matcher index = INDEX.matcher(part.group("indexes"));
            while (index.find()) {
                segments.add(new Index(Integer.parseInt(index.group(1))));
            }
            at = part.end();
            complete = part.group("end").isEmpty();
        }
        return new KeyPath(List.copyOf(segments));
    }

    /** The key of a name below another key, in quotes where it needs them. */
    static String below(String key, String name) {
        return key + "." + (NEEDS_QUOTES.matcher(name).find() ? '"' + name + '"' : name);
    }

    /** The key of a list's item. */
    static String item(String key, int index) {
        return key + "[" + index + "]";
    }
}
