package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of a request's JSON object. A field of the wrong type or out of range ends the request with a 400 that
 * names it; JSON's null counts as absent.
 *
 * @param json the object read
 * @param path where it stands in the request: empty, or ending with a dot
 */
record JsonFields(JsonObject json, String path) {
    /** The field's text, or null. */
    @Nullable
    String text(String name) {
        return switch (json.getValue(name)) {
            case null -> null;
            case String text -> text;
            default -> throw wrong(name, "a string");
        };
    }

    /** The field's text, which must be there. */
    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw ApiException.invalid(path + name, "Missing required parameter: '" + path + name + "'.");
        }
        return text;
    }

    /** The field's truth value; false when absent. */
    boolean flag(String name) {
        return switch (json.getValue(name)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw wrong(name, "a boolean");
        };
    }

    /** The field's whole number within the bounds, both included, or null. */
    @Nullable
    Integer integer(String name, int min, int max) {
        Long value = wholeNumber(name, min, max);
        return value == null ? null : Integer.valueOf(value.intValue());
    }

    /** As {@link #integer}, for a field with a default. */
    int integer(String name, int min, int max, int absent) {
        Integer value = integer(name, min, max);
        return value == null ? absent : value;
    }

    /** The field's whole number within the bounds, both included, or null. */
    @Nullable
    Long wholeNumber(String name, long min, long max) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
            long whole = number.longValue();
            if (whole >= min && whole <= max) {
                return whole;
            }
        }
        throw wrong(name, "a whole number between " + min + " and " + max);
    }

    /** The field's number within the bounds, both included, or null. */
    @Nullable
    Double number(String name, double min, double max) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && number.doubleValue() >= min && number.doubleValue() <= max) {
            return number.doubleValue();
        }
        throw wrong(name, "a number between " + min + " and " + max);
    }

    /** The field's object, or null. */
    @Nullable
    JsonFields object(String name) {
        return switch (json.getValue(name)) {
            case null -> null;
            case JsonObject object -> new JsonFields(object, path + name + ".");
            default -> throw wrong(name, "an object");
        };
    }

    /** The field's array, or null. */
    @Nullable
    JsonArray array(String name) {
        return switch (json.getValue(name)) {
            case null -> null;
            case JsonArray array -> array;
            default -> throw wrong(name, "an array");
        };
    }

    /** The refusal of the field's value. */
    ApiException wrong(String name, String expected) {
        return ApiException.invalid(path + name, "Invalid value for '" + path + name + "': expected " + expected + ".");
    }
}
