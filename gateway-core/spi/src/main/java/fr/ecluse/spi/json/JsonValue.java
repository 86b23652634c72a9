package fr.ecluse.spi.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value in a {@link JsonDocument}, with its place in the document's bytes. Immutable. */
public sealed interface JsonValue {

    /** The offset of its first byte. */
    int start();

    /** The offset after its last byte. */
    int end();

    /**
     * An object.
     *
     * @param members by name, in the order written
     */
    record JsonObject(int start, int end, Map<String, Member> members) implements JsonValue {

        public Optional<JsonValue> get(String name) {
            Member member = members.get(name);
            return member == null ? Optional.empty() : Optional.of(member.value());
        }

        /** The text of a member that is a string. */
        public Optional<String> text(String name) {
            Member member = members.get(name);
            return member != null && member.value() instanceof JsonString string
                    ? Optional.of(string.text())
                    : Optional.empty();
        }

        /** The object that a member is. */
        public Optional<JsonObject> object(String name) {
            Member member = members.get(name);
            return member != null && member.value() instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        }

        /** Whether a member is the literal {@code true}. */
        public boolean isTrue(String name) {
            Member member = members.get(name);
            return member != null && member.value() instanceof JsonLiteral literal && literal.kind() == Literal.TRUE;
        }

        /** A member that is a number not below zero, rounded down; 0 if it is none. */
        public long count(String name) {
            Member member = members.get(name);
            return member != null && member.value() instanceof JsonNumber number
                    ? (long) Math.max(0, number.doubleValue())
                    : 0;
        }
    }

    /**
     * A name and its value.
     *
     * @param start the offset of the name's opening quote
     */
    record Member(int start, JsonValue value) {}

    /** An array. */
    record JsonArray(int start, int end, List<JsonValue> items) implements JsonValue {}

    /**
     * A string.
     *
     * @param text without quotes and escapes; may hold a lone surrogate if the document escapes one
     */
    record JsonString(int start, int end, String text) implements JsonValue {}

    /**
     * A number, always finite as a {@code double}.
     *
     * @param text as written
     */
    record JsonNumber(int start, int end, String text) implements JsonValue {

        public double doubleValue() {
            return Double.parseDouble(text);
        }

        /** Whether it is written without fraction and exponent. */
        public boolean isIntegral() {
            return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        }
    }

    /** One of the three words. */
    record JsonLiteral(int start, int end, Literal kind) implements JsonValue {}

    /** The words of JSON. */
    enum Literal {
        TRUE,
        FALSE,
        NULL
    }
}
