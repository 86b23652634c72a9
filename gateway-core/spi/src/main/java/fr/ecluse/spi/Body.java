package fr.ecluse.spi;

import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.MalformedJsonException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a body, and their JSON reading, parsed once and only if asked for. Immutable; an edit makes another
 * body. Used from the exchange's thread.
 */
public final class Body {

    private static final Body EMPTY = new Body(new byte[0]);

    private final byte[] bytes;
    private @Nullable JsonDocument json;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Body empty() {
        return EMPTY;
    }

    /** A body of these bytes, which the caller gives away. */
    public static Body of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Body(bytes);
    }

    /** A body whose JSON reading is known. */
    public static Body of(JsonDocument document) {
        Body body = new Body(document.bytes());
        body.json = document;
        return body;
    }

    /** The bytes themselves, not a copy; nobody changes them. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /**
     * The body as JSON.
     *
     * @throws MalformedJsonException if it is none
     */
    public JsonDocument json() throws MalformedJsonException {
        JsonDocument known = json;
        if (known == null) {
            known = JsonDocument.parse(bytes);
            json = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Body[" + bytes.length + " bytes]"; // never the text
    }
}
