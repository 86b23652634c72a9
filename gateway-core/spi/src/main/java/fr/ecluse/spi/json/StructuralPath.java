package fr.ecluse.spi.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path to strings that are structure, in a small part of JSONPath (RFC 9535): {@code $.model}, {@code
 * $.messages[*].role}, {@code $['a name']}, {@code $.*}, and {@code $..type} for a name at any depth.
 */
record StructuralPath(List<Step> steps) {

    private static final Pattern STEP =
            Pattern.compile("(?:(?<deep>\\.\\.)|\\.)(?:(?<name>[A-Za-z_$][A-Za-z0-9_$-]*)|\\*)"
                    + "|(?<deeper>\\.\\.)?\\[(?:'(?<quoted>[^']*)'|(?<item>\\*))]");

    /** What a step leads to: the member of a name, any member, or any item. */
    enum Kind {
        MEMBER,
        ANY_MEMBER,
        ANY_ITEM
    }

    /**
     * One step of a path.
     *
     * @param kind what it leads to
     * @param name the member's name, empty for other kinds
     * @param atAnyDepth whether any number of other steps may stand before it
     */
    record Step(Kind kind, String name, boolean atAnyDepth) {}

    StructuralPath {
        steps = List.copyOf(steps);
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if it is none
     */
    static StructuralPath parse(String text) {
        if (!text.startsWith("$")) {
            throw notAPath(text);
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int at = 1;
        while (at < text.length()) {
            matcher.region(at, text.length());
            if (!matcher.lookingAt()) {
                throw notAPath(text);
            }
            steps.add(step(matcher));
            at = matcher.end();
        }
        if (steps.isEmpty()) {
            throw notAPath(text);
        }
        return new StructuralPath(steps);
    }

    private static Step step(Matcher matcher) {
        boolean atAnyDepth = matcher.group("deep") != null || matcher.group("deeper") != null;
        if (matcher.group("item") != null) {
            return new Step(Kind.ANY_ITEM, "", atAnyDepth);
        }
        String name = matcher.group("name") != null ? matcher.group("name") : matcher.group("quoted");
        return name == null ? new Step(Kind.ANY_MEMBER, "", atAnyDepth) : new Step(Kind.MEMBER, name, atAnyDepth);
    }

    private static IllegalArgumentException notAPath(String text) {
        return new IllegalArgumentException(
                "not a path to structure: '" + text + "' (such as $.model, $.messages[*].role or $..type)");
    }
}
