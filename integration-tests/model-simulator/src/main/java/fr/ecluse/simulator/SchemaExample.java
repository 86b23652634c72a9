package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small value that a JSON schema admits: the required members of objects, one item per array, the first of an
 * enumeration, the least of a range. Meant for the plain schemas of tools; patterns, lengths and conditions are not
 * looked at.
 */
final class SchemaExample {
    private static final Pattern STEPS = Pattern.compile("/");
    private static final int MAX_DEPTH = 12;
    private static final Map<String, String> BY_FORMAT = Map.of(
            "date", "2026-01-31",
            "date-time", "2026-01-31T12:00:00Z",
            "time", "12:00:00Z",
            "email", "someone@example.org",
            "uri", "https://example.org/",
            "uuid", "00000000-0000-4000-8000-000000000000");

    private final JsonObject root;
    private final String freeText;

    /**
     * @param root the schema
     * @param freeText value of the strings that the schema leaves open
     */
    SchemaExample(JsonObject root, String freeText) {
        this.root = root;
        this.freeText = freeText;
    }

    /** The example; an object whatever the schema's root says, as tool arguments must be. */
    JsonObject arguments() {
        return value(root, 0) instanceof JsonObject object ? object : new JsonObject();
    }

    private @Nullable Object value(@Nullable Object node, int depth) {
        if (!(node instanceof JsonObject declared) || depth > MAX_DEPTH) {
            return freeText;
        }
        JsonObject schema = resolved(declared);
        if (schema.containsKey("const")) {
            return schema.getValue("const");
        }
        if (schema.getValue("enum") instanceof JsonArray options && !options.isEmpty()) {
            return options.getValue(0);
        }
        if (schema.containsKey("default")) {
            return schema.getValue("default");
        }
        for (String combination : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.getValue(combination) instanceof JsonArray options && !options.isEmpty()) {
                return value(options.getValue(0), depth + 1);
            }
        }
        return byType(schema, depth);
    }

    private @Nullable Object byType(JsonObject schema, int depth) {
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> new JsonArray().add(value(schema.getValue("items"), depth + 1));
            case "integer" ->
                schema.getValue("minimum") instanceof Number least ? (long) Math.ceil(least.doubleValue()) : 1L;
            case "number" -> schema.getValue("minimum") instanceof Number least ? least : Double.valueOf(1.5);
            case "boolean" -> true;
            case "null" -> null;
            default -> BY_FORMAT.getOrDefault(String.valueOf(schema.getValue("format")), freeText);
        };
    }

    private static String type(JsonObject schema) {
        Object type = schema.getValue("type");
        if (type instanceof JsonArray types && !types.isEmpty()) {
            type = types.getValue(0);
        }
        if (type instanceof String name) {
            return name;
        }
        return schema.containsKey("properties") ? "object" : "string";
    }

    private JsonObject object(JsonObject schema, int depth) {
        JsonObject result = new JsonObject();
        if (schema.getValue("required") instanceof JsonArray required) {
            JsonObject properties =
                    schema.getValue("properties") instanceof JsonObject declared ? declared : new JsonObject();
            for (Object name : required) {
                result.put(String.valueOf(name), value(properties.getValue(String.valueOf(name)), depth + 1));
            }
        }
        return result;
    }

    /** Follows references inside the document, as {@code #/$defs/Name}; what cannot be found admits anything. */
    private JsonObject resolved(JsonObject schema) {
        JsonObject current = schema;
        for (int hops = 0; hops < MAX_DEPTH && current.getValue("$ref") instanceof String reference; hops++) {
            Object target = root;
            for (String step : STEPS.splitAsStream(reference).skip(1).toList()) {
                target = target instanceof JsonObject object ? object.getValue(step) : null;
            }
            current = target instanceof JsonObject object ? object : new JsonObject();
        }
        return current;
    }
}
