package fr.ecluse.spi.json;

/**
 * A JSON text and the tree of its values. Immutable.
 *
 * <p>Accepted is what RFC 8259 calls JSON, in UTF-8 without a byte order mark, and less where parsers are known to
 * disagree: no name twice in one object, no lone surrogate in a name, no number beyond the range of a {@code double},
 * no more than {@value #MAX_DEPTH} levels.
 */
public final class JsonDocument {

    /** How deep objects and arrays may nest. */
    public static final int MAX_DEPTH = 100;

    private final byte[] bytes;
    private final JsonValue root;

    JsonDocument(byte[] bytes, JsonValue root) {
        this.bytes = bytes;
        this.root = root;
    }

    /**
     * Reads a text.
     *
     * @param bytes the text, which the caller gives away
     */
    public static JsonDocument parse(byte[] bytes) throws MalformedJsonException {
        return new JsonDocument(bytes, JsonReader.read(bytes));
    }

    /** The text itself, not a copy; nobody changes it. */
    public byte[] bytes() {
        return bytes;
    }

    public JsonValue root() {
        return root;
    }

    /** Begins a set of edits. */
    public JsonEdits edit() {
        return new JsonEdits(this);
    }
}
