package fr.ecluse.plugin.contract;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A place of the request where the contract leaves the choice between forms.
 *
 * @param path the way through the schema, up to and with {@code anyOf} or {@code oneOf}
 * @param place where in the request
 */
record Choice(NodePath path, NodePath place) {

    private static final Set<String> KEYWORDS = Set.of("anyOf", "oneOf");

    /** Keywords after which stands a name or a number, for a member or an item of the request. */
    private static final Set<String> DOWN_BY_NAME = Set.of("properties", "patternProperties", "prefixItems");

    /** Keywords after which stands a name or a number that the request does not know. */
    private static final Set<String> ASIDE = Set.of("allOf", "anyOf", "oneOf", "dependentSchemas");

    /** Keywords that lead to each member or item. */
    private static final Set<String> DOWN = Set.of(
            "items",
            "additionalProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "additionalItems",
            "contains");

    /** The choices on the way to an error, the innermost first. */
    static List<Choice> onTheWayTo(Error error) {
        List<Choice> choices = new ArrayList<>();
        NodePath path = error.getEvaluationPath();
        for (int length = path.getNameCount(); length > 0; length--) {
            if (isChoice(error.getEvaluationPath(), length - 1)) {
                choices.add(new Choice(path, start(error.getInstanceLocation(), depth(path))));
            }
            path = path.getParent();
        }
        return choices;
    }

    /** Whether an error is about this choice: about the choice itself, or within one of its forms. */
    boolean covers(Error error) {
        return error.getEvaluationPath().startsWith(path)
                && error.getInstanceLocation().startsWith(place);
    }

    /** Whether an error is that no form fits, or that more than one does. */
    boolean isMissedBy(Error error) {
        return error.getEvaluationPath().equals(path);
    }

    /** In which of the forms an error within them is. */
    Object form(Error error) {
        return error.getEvaluationPath().getElement(path.getNameCount());
    }

    private static boolean isChoice(NodePath path, int index) {
        boolean isLast = index == path.getNameCount() - 1;
        return path.getElement(index) instanceof String keyword
                && KEYWORDS.contains(keyword)
                && (isLast || path.getElement(index + 1) instanceof Integer);
    }

    /** How far down in the request a way through the schema leads. */
    private static int depth(NodePath path) {
        int depth = 0;
        for (int i = 0; i < path.getNameCount(); i++) {
            String keyword = path.getName(i);
            if (DOWN_BY_NAME.contains(keyword)) {
                depth++;
                i++;
            } else if (DOWN.contains(keyword)) {
                depth++;
            } else if (ASIDE.contains(keyword)) {
                i++;
            }
        }
        return depth;
    }

    private static NodePath start(NodePath place, int length) {
        NodePath start = place;
        while (start.getNameCount() > length) {
            start = start.getParent();
        }
        return start;
    }
}
