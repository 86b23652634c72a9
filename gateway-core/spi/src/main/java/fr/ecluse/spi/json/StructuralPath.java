package fr.ecluse.spi.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path to strings that are structure, in a small part of JSONPath (RFC 9535): {@code $.model}, {@code
 * $.messages[*].role}, {@code $['a name']}, {@code $.*}, and {@code ..type} for a name at any depth.
 */
final class StructuralPath {

    private static final Pattern STEP =
            Pattern.compile("(?:(?<deep>\\.\\.)|\\.)(?:(?<name>[A-Za-z_$][A-Za-z0-9_$-]*)|\\*)"
                    + "|(?<deeper>\\.\\.)?\\[(?:'(?<quoted>[^']*)'|(?<item>\\*))]");

    /** What a step leads to: the member of a name, any member, or any item. */
    private enum Kind {
        MEMBER,
        ANY_MEMBER,
        ANY_ITEM
    }

    private record Step(Kind kind, String name, boolean atAnyDepth) {}

    /** How far into the path a place in a document is. */
    record Cursor(StructuralPath path, int position) {

        boolean isAtEnd() {
            return position == path.steps.size();
        }

        /** Adds where this cursor is in the member of an object. */
        void intoMember(String name, List<Cursor> next) {
            if (!isAtEnd()) {
                Step wanted = path.steps.get(position);
                advance(
                        wanted,
                        wanted.kind() == Kind.ANY_MEMBER
                                || wanted.kind() == Kind.MEMBER && wanted.name().equals(name),
                        next);
            }
        }

        /** Adds where this cursor is in the items of an array. */
        void intoItems(List<Cursor> next) {
            if (!isAtEnd()) {
                Step wanted = path.steps.get(position);
                advance(wanted, wanted.kind() == Kind.ANY_ITEM, next);
            }
        }

        private void advance(Step wanted, boolean matches, List<Cursor> next) {
            if (wanted.atAnyDepth()) {
                next.add(this);
            }
            if (matches) {
                next.add(new Cursor(path, position + 1));
            }
        }
    }

    private final List<Step> steps;

    private StructuralPath(List<Step> steps) {
        this.steps = steps;
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
        return new StructuralPath(List.copyOf(steps));
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

    Cursor start() {
        return new Cursor(this, 0);
    }
}
