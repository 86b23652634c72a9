package fr.ecluse.plugin.contract;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Turns the validator's errors into violations. Of the validator's own texts nothing is used, because some of them
 * quote the request.
 */
final class Violations {

    /** Rules whose demand is the keyword's value in the schema. */
    private static final Set<String> WITH_VALUE = Set.of(
            "type",
            "enum",
            "const",
            "pattern",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties");

    /** Rules whose violation is about a member of the object that the validator names. */
    private static final Map<String, String> ABOUT_MEMBER = Map.of(
            "required", "required",
            "dependentRequired", "required",
            "additionalProperties", "unknown",
            "unevaluatedProperties", "unknown");

    private static final Set<String> PLAIN = Set.of("uniqueItems", "propertyNames", "oneOf", "anyOf", "not");

    /** Names that may be said back. Others could be data that the caller uses as a name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

    private static final int MAX_VALUES = 20;
    private static final int MAX_LENGTH = 200;

    private Violations() {}

    /**
     * The violations behind the validator's errors, each once.
     *
     * @param root the name of what was validated, empty for the body
     */
    static List<Violation> of(String root, List<Error> errors) {
        Set<Violation> violations = new LinkedHashSet<>();
        ClosestForm.of(errors).forEach(error -> violations.add(of(root, error)));
        return List.copyOf(violations);
    }

    private static Violation of(String root, Error error) {
        String keyword = error.getKeyword();
        String place = root + place(error.getInstanceLocation());
        if (ABOUT_MEMBER.containsKey(keyword) && error.getProperty() != null) {
            return new Violation(member(place, memberOf(error)), ABOUT_MEMBER.get(keyword));
        }
        if (WITH_VALUE.contains(keyword) && error.getSchemaNode() != null) {
            return new Violation(place, keyword, List.of(value(error.getSchemaNode())));
        }
        return new Violation(place, PLAIN.contains(keyword) ? keyword : "other");
    }

    /** The member that an error is about: for {@code dependentRequired} the missing one, not the one that asks for it. */
    private static String memberOf(Error error) {
        return error.getKeyword().equals("dependentRequired")
                ? error.getArguments()[0].toString()
                : error.getProperty();
    }

    /** A place in the way that OpenAI's errors name it. */
    private static String place(NodePath path) {
        String place = "";
        for (int i = 0; i < path.getNameCount(); i++) {
            place = path.getElement(i) instanceof Integer index
                    ? place + "[" + index + "]"
                    : member(place, path.getName(i));
        }
        return place;
    }

    private static String member(String place, String name) {
        String shown = NAME.matcher(name).matches() ? name : "*";
        return place.isEmpty() ? shown : place + "." + shown;
    }

    private static String value(JsonNode value) {
        String text = value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .limit(MAX_VALUES)
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(", ", "", value.size() > MAX_VALUES ? ", …" : ""))
                : value.asString();
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    }
}
