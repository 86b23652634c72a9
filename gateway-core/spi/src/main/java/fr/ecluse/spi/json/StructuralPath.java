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

    /** The step from an array to any of its items; no member name is the empty string with a NUL. */
    static final String ITEM = "\0item";

    private static final String ANY_NAME = "\0any";
    private static final Pattern STEP =
            Pattern.compile("(\\.\\.)?(?:\\.?([A-Za-z_$][A-Za-z0-9_$-]*)|\\.?(\\*)|\\['([^']*)']|(\\[\\*]))");

    private record Step(String name, boolean atAnyDepth) {}

    /** How far into the path a place in a document is. */
    record Cursor(StructuralPath path, int position) {

        boolean isAtEnd() {
            return position == path.steps.size();
        }

        void advance(String step, List<Cursor> next) {
            if (isAtEnd()) {
                return;
            }
            Step wanted = path.steps.get(position);
            if (wanted.atAnyDepth()) {
                next.add(this);
            }
            if (wanted.name().equals(step) || wanted.name().equals(ANY_NAME) && !step.equals(ITEM)) {
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
            steps.add(new Step(name(matcher), matcher.group(1) != null));
            at = matcher.end();
        }
        if (steps.isEmpty()) {
            throw notAPath(text);
        }
        return new StructuralPath(List.copyOf(steps));
    }

    private static String name(Matcher matcher) {
        if (matcher.group(2) != null) {
            return matcher.group(2);
        }
        if (matcher.group(4) != null) {
            return matcher.group(4);
        }
        return matcher.group(5) != null ? ITEM : ANY_NAME;
    }

    private static IllegalArgumentException notAPath(String text) {
        return new IllegalArgumentException(
                "not a path to structure: '" + text + "' (such as $.model, $.messages[*].role or $..type)");
    }

    Cursor start() {
        return new Cursor(this, 0);
    }
}
