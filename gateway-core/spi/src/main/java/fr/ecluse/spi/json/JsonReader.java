package fr.ecluse.spi.json;

import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonLiteral;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import fr.ecluse.spi.json.JsonValue.Literal;
import fr.ecluse.spi.json.JsonValue.Member;
import fr.ecluse.spi.json.MalformedJsonException.Fault;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Builds the tree of a document from Jackson's tokens and their byte offsets. */
final class JsonReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonDocument.MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE) // bounded by the body's size
                    .maxNameLength(10_000)
                    .maxNumberLength(400) // the longest double that is written out has 309 digits before the point
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final int DIGITS_OF_LARGEST_DOUBLE = 308;
    private static final int DECODED_AT_ONCE = 8192;

    private final byte[] bytes;
    private final JsonParser parser;

    private JsonReader(byte[] bytes, JsonParser parser) {
        this.bytes = bytes;
        this.parser = parser;
    }

    static JsonValue read(byte[] bytes) throws MalformedJsonException {
        requireUtf8(bytes);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            return new JsonReader(bytes, parser).document();
        }
    }

    private JsonValue document() throws MalformedJsonException {
        try {
            JsonValue root = value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw fault(Fault.SYNTAX);
            }
            return root;
        } catch (StreamConstraintsException e) {
            throw fault(limit(e));
        } catch (JacksonException e) {
            throw fault(Fault.SYNTAX);
        }
    }

    private JsonValue value(JsonToken token) throws MalformedJsonException {
        if (token == null) {
            throw fault(Fault.SYNTAX); // an empty text, or one that ends too early
        }
        int start = start();
        return switch (token) {
            case START_OBJECT -> object(start);
            case START_ARRAY -> array(start);
            case VALUE_STRING -> {
                String text = parser.getString(); // reads the token to its end
                yield new JsonString(start, end(), text);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(start);
            case VALUE_TRUE -> new JsonLiteral(start, end(), Literal.TRUE);
            case VALUE_FALSE -> new JsonLiteral(start, end(), Literal.FALSE);
            case VALUE_NULL -> new JsonLiteral(start, end(), Literal.NULL);
            default -> throw fault(Fault.SYNTAX);
        };
    }

    private JsonValue object(int start) throws MalformedJsonException {
        Map<String, Member> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            int nameStart = start();
            String name = parser.currentName();
            JsonValue value = value(parser.nextToken());
            if (members.put(name, new Member(nameStart, value)) != null) {
                throw new MalformedJsonException(Fault.DUPLICATE_NAME, nameStart);
            }
        }
        return new JsonObject(start, end(), members);
    }

    private JsonValue array(int start) throws MalformedJsonException {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return new JsonArray(start, end(), items);
    }

    private JsonValue number(int start) throws MalformedJsonException {
        String text = parser.getString();
        if (mayBeOutOfRange(text) && !Double.isFinite(Double.parseDouble(text))) {
            throw fault(Fault.NUMBER_RANGE);
        }
        return new JsonNumber(start, start + text.length(), text);
    }

    /** Few numbers are, and reading a number costs more than all the rest. */
    private static boolean mayBeOutOfRange(String text) {
        return text.length() > DIGITS_OF_LARGEST_DOUBLE || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    }

    private int start() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private int end() {
        return (int) parser.currentLocation().getByteOffset();
    }

    private MalformedJsonException fault(Fault fault) {
        return new MalformedJsonException(fault, Math.min(end(), bytes.length));
    }

    /** Which limit was passed; Jackson says so in the message only. */
    private static Fault limit(StreamConstraintsException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.contains("depth")) {
            return Fault.TOO_DEEP;
        }
        return message.contains("Number") ? Fault.NUMBER_RANGE : Fault.SYNTAX;
    }

    /** Jackson lets some malformed sequences pass, and a byte order mark; the JDK's decoder none. */
    private static void requireUtf8(byte[] bytes) throws MalformedJsonException {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw new MalformedJsonException(Fault.ENCODING, 0);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(Math.min(bytes.length, DECODED_AT_ONCE));
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
            if (result.isError()) {
                throw new MalformedJsonException(Fault.ENCODING, in.position());
            }
        } while (result.isOverflow());
        // A NUL early in the text would let the parser guess UTF-16 or UTF-32.
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0) {
                throw new MalformedJsonException(Fault.ENCODING, i);
            }
        }
    }
}
