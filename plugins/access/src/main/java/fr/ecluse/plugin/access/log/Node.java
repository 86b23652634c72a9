package fr.ecluse.plugin.access.log;

import fr.ecluse.spi.json.Json;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** A JSON value that can be changed. Used by one thread. */
sealed interface Node {

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    static Node read(String json) {
        try {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            return of(JsonDocument.parse(bytes).root(), bytes);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    private static Node of(JsonValue value, byte[] bytes) {
        return switch (value) {
            case JsonObject object -> {
                Map<String, Node> members = new LinkedHashMap<>();
                object.members().forEach((name, member) -> members.put(name, of(member.value(), bytes)));
                yield new Members(members);
            }
            case JsonArray array -> {
                List<Node> items = new ArrayList<>();
                array.items().forEach(item -> items.add(of(item, bytes)));
                yield new Items(items);
            }
            default -> new Text(new String(bytes, value.start(), value.end() - value.start(), StandardCharsets.UTF_8));
        };
    }

    /** What stands under a name, or at a place. */
    default Optional<Node> child(String name) {
        return Optional.empty();
    }

    /** Puts something under a name, or at a place that is there; tells whether that could be. */
    default boolean put(String name, Node value) {
        return false;
    }

    /** Takes away what stands under a name, or at a place; tells whether something did. */
    default boolean remove(String name) {
        return false;
    }

    String json();

    /** An object. */
    record Members(Map<String, Node> members) implements Node {

        @Override
        public Optional<Node> child(String name) {
            return Optional.ofNullable(members.get(name));
        }

        @Override
        public boolean put(String name, Node value) {
            members.put(name, value);
            return true;
        }

        @Override
        public boolean remove(String name) {
            return members.remove(name) != null;
        }

        @Override
        public String json() {
            StringJoiner out = new StringJoiner(",", "{", "}");
            members.forEach((name, member) -> out.add(Json.quote(name) + ":" + member.json()));
            return out.toString();
        }
    }

    /** A list. */
    record Items(List<Node> items) implements Node {

        @Override
        public Optional<Node> child(String name) {
            int place = place(name);
            return place < 0 ? Optional.empty() : Optional.of(items.get(place));
        }

        @Override
        public boolean put(String name, Node value) {
            int place = place(name);
            if (place >= 0) {
                items.set(place, value);
            }
            return place >= 0;
        }

        @Override
        public boolean remove(String name) {
            int place = place(name);
            if (place >= 0) {
                items.remove(place);
            }
            return place >= 0;
        }

        /** The place that a name means, -1 if it is not in the list. */
        private int place(String name) {
            try {
                int place = Integer.parseInt(name);
                return place < items.size() ? Math.max(place, -1) : -1;
            } catch (NumberFormatException e) {
                return -1;
            }
        }

        @Override
        public String json() {
            StringJoiner out = new StringJoiner(",", "[", "]");
            items.forEach(item -> out.add(item.json()));
            return out.toString();
        }
    }

    /** Anything else. */
    record Text(String json) implements Node {}
}
