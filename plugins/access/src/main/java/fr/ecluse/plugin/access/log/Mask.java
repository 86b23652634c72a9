package fr.ecluse.plugin.access.log;

import java.util.List;

/**
 * One thing that is masked in an event, by its path: {@code input} or {@code result}, and where in it, if not all of it.
 */
sealed interface Mask {

    List<String> path();

    /** The path as it stands in the event. */
    default String pointer() {
        return "/" + String.join("/", path());
    }

    /** Erases a value. */
    record Removal(List<String> path) implements Mask {}

    /**
     * Puts another value in its place, or there where nothing is.
     *
     * @param json the value
     */
    record Replacement(List<String> path, String json) implements Mask {}
}
