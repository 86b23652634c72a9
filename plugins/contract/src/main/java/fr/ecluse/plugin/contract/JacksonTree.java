package fr.ecluse.plugin.contract;

import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonLiteral;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Gives the validator, which reads Jackson's nodes, a tree that is parsed already. */
final class JacksonTree {

    private static final int DIGITS_OF_EVERY_LONG = 18;

    private JacksonTree() {}

    static JsonNode of(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                Map<String, JsonNode> members =
                        LinkedHashMap.newLinkedHashMap(object.members().size());
                object.members().forEach((name, member) -> members.put(name, of(member.value())));
                yield new ObjectNode(JsonNodeFactory.instance, members);
            }
            case JsonArray array -> {
                List<JsonNode> items = new ArrayList<>(array.items().size());
                array.items().forEach(item -> items.add(of(item)));
                yield new ArrayNode(JsonNodeFactory.instance, items);
            }
            case JsonString string -> StringNode.valueOf(string.text());
            case JsonNumber number -> number(number.text());
            case JsonLiteral literal ->
                switch (literal.kind()) {
                    case TRUE -> BooleanNode.TRUE;
                    case FALSE -> BooleanNode.FALSE;
                    case NULL -> NullNode.instance;
                };
        };
    }

    /**
     * A number as JSON Schema sees it: {@code 1.0} and {@code 1e2} are integers. Others become a {@code double}, whose
     * exponent is bounded, where a {@link BigDecimal} of {@code 1e-999999999} would cost gigabytes.
     *
     * @param text a JSON number within the range of a {@code double}
     */
    static JsonNode number(String text) {
        if (isWrittenAsInteger(text)) {
            return text.length() <= DIGITS_OF_EVERY_LONG
                    ? LongNode.valueOf(Long.parseLong(text))
                    : integer(new BigInteger(text));
        }
        double number = Double.parseDouble(text);
        return number == Math.rint(number)
                ? integer(new BigDecimal(number).toBigIntegerExact())
                : DoubleNode.valueOf(number);
    }

    private static boolean isWrittenAsInteger(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }

    private static JsonNode integer(BigInteger integer) {
        return integer.bitLength() < Long.SIZE
                ? LongNode.valueOf(integer.longValue())
                : BigIntegerNode.valueOf(integer);
    }
}
