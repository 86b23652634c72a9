package fr.ecluse.spi.json;

import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonLiteral;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tree of JSON without places: maps, lists, strings, numbers as {@code #text}, words. */
final class Plain {

    private Plain() {}

    static Object of(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                Map<String, Object> members = new LinkedHashMap<>();
                object.members().forEach((name, member) -> members.put(name, of(member.value())));
                yield members;
            }
            case JsonArray array -> {
                List<Object> items = new ArrayList<>();
                array.items().forEach(item -> items.add(of(item)));
                yield items;
            }
            case JsonString string -> string.text();
            case JsonNumber number -> "#" + number.text();
            case JsonLiteral literal -> literal.kind();
        };
    }
}
