package fr.ecluse.plugin.contract;

import com.networknt.schema.Schema;
import fr.ecluse.plugin.contract.OpenApiDocument.Place;
import fr.ecluse.spi.QueryParameters;
import fr.ecluse.spi.RequestHead;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** A parameter that the contract declares: a single value or a list, in OpenAPI's default style for its place. */
final class ParameterContract {

    private enum In {
        PATH("simple"),
        QUERY("form"),
        HEADER("simple");

        private final String style;

        In(String style) {
            this.style = style;
        }
    }

    private static final int MAX_DEPTH = 20;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,300})(\\.\\d{1,50})?([eE][+-]?\\d{1,2})?");

    private final String name;
    private final In in;
    private final boolean required;
    private final boolean commaSeparated;
    private final boolean isList;
    private final Set<String> types;
    private final Schema schema;

    private ParameterContract(Place parameter, Place schema) {
        this.name = parameter.node().path("name").asString("");
        this.in = in(parameter);
        this.required = parameter.node().path("required").asBoolean(false);
        boolean explode = parameter.node().path("explode").asBoolean(in == In.QUERY);
        this.commaSeparated = in != In.QUERY || !explode;
        Set<String> declared = types(schema, 0);
        this.isList = declared.contains("array");
        this.types = isList
                ? schema.dereferenced()
                        .member("items")
                        .map(items -> types(items, 0))
                        .orElse(Set.of())
                : declared;
        this.schema = schema.schema();
        if (declared.contains("object")) {
            throw new IllegalArgumentException("the parameter at " + parameter + " is an object, which is not served");
        }
        if (!parameter.node().path("style").asString(in.style).equals(in.style)) {
            throw new IllegalArgumentException("the parameter at " + parameter + " has a style that is not served");
        }
    }

    /**
     * Compiles a parameter object.
     *
     * @throws IllegalArgumentException if it is of a kind that is not served
     */
    static ParameterContract compile(Place parameter) {
        Place schema = parameter
                .member("schema")
                .orElseThrow(() -> new IllegalArgumentException("the parameter at " + parameter + " has no schema"));
        return new ParameterContract(parameter, schema);
    }

    private static In in(Place parameter) {
        return switch (parameter.node().path("in").asString("")) {
            case "path" -> In.PATH;
            case "query" -> In.QUERY;
            case "header" -> In.HEADER;
            default ->
                throw new IllegalArgumentException(
                        "the parameter at " + parameter + " is in none of path, query and header");
        };
    }

    /** What the value may be, as far as the schema and the parts that it is made of name types. */
    private static Set<String> types(Place schema, int depth) {
        if (depth > MAX_DEPTH) {
            return Set.of();
        }
        Set<String> types = new HashSet<>();
        JsonNode type = schema.node().path("type");
        if (type.isString()) {
            types.add(type.asString());
        }
        type.forEach(one -> types.add(one.asString()));
        Place target = schema.dereferenced();
        if (target != schema) {
            types.addAll(types(target, depth + 1));
        }
        Stream.of("allOf", "anyOf", "oneOf")
                .flatMap(keyword -> schema.member(keyword).stream())
                .flatMap(parts -> parts.members().stream())
                .forEach(part -> types.addAll(types(part, depth + 1)));
        return types;
    }

    /** Tells parameters apart: the place and the name, the latter without regard to case for headers. */
    String key() {
        return in == In.HEADER ? "header " + name.toLowerCase(Locale.ROOT) : in + " " + name;
    }

    /** What is wrong with the parameter in a request. */
    List<Violation> check(RequestHead head, QueryParameters query) {
        List<String> values = switch (in) {
            case PATH -> Stream.ofNullable(head.pathParameters().get(name)).toList();
            case QUERY -> query.all(name);
            case HEADER -> head.headers().all(name);
        };
        if (values.isEmpty()) {
            return required ? List.of(new Violation(name, "required")) : List.of();
        }
        if (!isList && in == In.QUERY && values.size() > 1) {
            return List.of(new Violation(name, "several"));
        }
        return Violations.of(name, schema.validate(read(values)));
    }

    private JsonNode read(List<String> values) {
        if (!isList) {
            return scalar(String.join(", ", values)); // headers of one name are one list, RFC 9110 section 5.3
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.stream()
                .flatMap(value -> commaSeparated ? Arrays.stream(value.split(",", -1)) : Stream.of(value))
                .map(value -> in == In.HEADER ? value.strip() : value)
                .forEach(value -> list.add(scalar(value)));
        return list;
    }

    private JsonNode scalar(String text) {
        if ((types.contains("integer") || types.contains("number"))
                && NUMBER.matcher(text).matches()) {
            return JacksonTree.number(text);
        }
        if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        return StringNode.valueOf(text);
    }
}
