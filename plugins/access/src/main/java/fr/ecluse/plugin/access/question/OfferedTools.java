package fr.ecluse.plugin.access.question;

import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonLiteral;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names of the tools that a request offers to a model. A function goes by its name, in chat's form and in that of
 * responses; a tool that runs at the provider goes by its type without the date of a version, such as {@code web_search}.
 * A tool of an unknown form counts as one of its type, or as {@code unknown}, and one that groups others as these too, so
 * that none escapes the rules.
 */
final class OfferedTools {

    private static final String UNKNOWN = "unknown";
    private static final Pattern VERSION = Pattern.compile("_\\d{4,8}(_\\d{2}){0,2}$");

    private OfferedTools() {}

    static Set<String> of(JsonObject request) {
        Set<String> names = new TreeSet<>();
        add(request, names);
        items(request, "functions")
                .forEach(function -> names.add(named(function).orElse(UNKNOWN)));
        if (request.object("web_search_options").isPresent()) {
            names.add("web_search");
        }
        return names;
    }

    private static void add(JsonObject holder, Set<String> names) {
        for (JsonValue tool : items(holder, "tools")) {
            names.add(name(tool));
            if (tool instanceof JsonObject group) {
                add(group, names);
            }
        }
    }

    /** The items of a list; what should be one and is not, counts as one item. */
    private static List<JsonValue> items(JsonObject request, String name) {
        return switch (request.get(name).orElse(null)) {
            case null -> List.of();
            case JsonArray array -> array.items();
            case JsonLiteral _ -> List.of();
            case JsonValue other -> List.of(other);
        };
    }

    private static String name(JsonValue tool) {
        if (!(tool instanceof JsonObject object)) {
            return UNKNOWN;
        }
        String type = object.text("type").orElse(UNKNOWN);
        return switch (type) {
            case "function", "custom" ->
                object.object(type)
                        .flatMap(OfferedTools::named)
                        .or(() -> named(object))
                        .orElse(UNKNOWN);
            default -> VERSION.matcher(type).replaceFirst("");
        };
    }

    private static Optional<String> named(JsonValue tool) {
        return tool instanceof JsonObject object ? object.text("name") : Optional.empty();
    }
}
