package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a key may be used for. An entry is an API ({@code ai}, also written {@code ai/*}), one operation of it
 * ({@code ai/createChatCompletion}), or {@code *} for everything.
 *
 * @param entries at least one
 */
record Scopes(Set<String> entries) {

    private static final Pattern ENTRY = Pattern.compile("\\*|[a-z][a-z0-9-]{0,63}(/(\\*|[A-Za-z0-9_.-]{1,128}))?");
    private static final int MAX_ENTRIES = 100;

    /** No limits. */
    static final Scopes EVERYTHING = new Scopes(Set.of("*")); // after what its constructor looks at

    Scopes {
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("scopes: needs 1 to " + MAX_ENTRIES);
        }
        if (!entries.stream().allMatch(entry -> ENTRY.matcher(entry).matches())) {
            throw new IllegalArgumentException("scopes: each is an API, an operation of it, or *");
        }
        entries = Set.copyOf(entries);
    }

    static Scopes of(List<String> entries) {
        return new Scopes(new LinkedHashSet<>(entries));
    }

    /** Whether an operation is among them. */
    boolean admit(Operation operation) {
        return admitAll(operation.api()) || entries.contains(operation.qualifiedName());
    }

    /** Whether at least one operation of an API may be. */
    boolean reach(String api) {
        return admitAll(api) || entries.stream().anyMatch(entry -> entry.startsWith(api + "/"));
    }

    /** Whether these admit everything that others admit. */
    boolean cover(Scopes others) {
        return others.entries.stream().allMatch(this::coverEntry);
    }

    private boolean coverEntry(String entry) {
        String api = entry.split("/", 2)[0];
        return admitAll(api) || entries.contains(entry);
    }

    private boolean admitAll(String api) {
        return entries.contains("*") || entries.contains(api) || entries.contains(api + "/*");
    }

    /** In the order of the alphabet. */
    List<String> sorted() {
        return entries.stream().sorted().toList();
    }
}
