package fr.ecluse.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** JSON as values that are equal where engines differ in how they write the same: 2 is 2.0. */
final class Values {

    private Values() {}

    static Object ordered(JsonNode value) {
        return of(value, ArrayList::new);
    }

    /** Lists are sets, as all lists of a decision are: engines give their members in different orders. */
    static Object unordered(JsonNode value) {
        return of(value, HashSet::new);
    }

    private static Object of(JsonNode value, Supplier<Collection<Object>> list) {
        if (value.isArray()) {
            Collection<Object> members = list.get();
            value.forEach(member -> members.add(of(member, list)));
            return members;
        }
        if (value.isObject()) {
            Map<String, Object> fields = new HashMap<>();
            value.forEachEntry((name, field) -> fields.put(name, of(field, list)));
            return fields;
        }
        return value.isNumber() ? value.decimalValue().stripTrailingZeros() : value;
    }
}
