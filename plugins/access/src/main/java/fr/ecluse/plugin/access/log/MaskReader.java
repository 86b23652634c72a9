package fr.ecluse.plugin.access.log;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import fr.ecluse.spi.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what mask rules give: a list of paths, each of which is erased, and of objects with {@code op} ({@code remove} or
 * {@code upsert}), {@code path} and {@code value}.
 */
final class MaskReader {

    /** What OPA masks of an event; the last one is in none of the gateway's. */
    private static final Set<String> PARTS = Set.of("input", "result", "nd_builtin_cache");

    private final byte[] json;

    private MaskReader(byte[] json) {
        this.json = json;
    }

    /**
     * Reads a result of mask rules.
     *
     * @throws NoDecisionException if it has any other form
     */
    static List<Mask> read(String result) throws NoDecisionException {
        byte[] json = result.getBytes(StandardCharsets.UTF_8);
        try {
            if (JsonDocument.parse(json).root() instanceof JsonArray array) {
                return new MaskReader(json).masks(array);
            }
        } catch (MalformedJsonException e) {
            // told below
        }
        throw malformed("what is to be masked is no list");
    }

    private List<Mask> masks(JsonArray array) throws NoDecisionException {
        List<Mask> masks = new ArrayList<>();
        for (JsonValue item : array.items()) {
            masks.add(
                    switch (item) {
                        case JsonString path -> new Mask.Removal(path(path.text()));
                        case JsonObject mask -> mask(mask);
                        default -> throw malformed("a mask is neither a path nor an object");
                    });
        }
        return masks;
    }

    private Mask mask(JsonObject mask) throws NoDecisionException {
        List<String> path = path(mask.text("path").orElse(""));
        return switch (mask.text("op").orElse("")) {
            case "remove" -> new Mask.Removal(path);
            case "upsert" -> new Mask.Replacement(path, json(mask.get("value")));
            default -> throw malformed("the op of a mask is neither remove nor upsert");
        };
    }

    private static List<String> path(String pointer) throws NoDecisionException {
        if (!pointer.startsWith("/")) {
            throw malformed("the path of a mask does not begin with a slash");
        }
        List<String> path = List.of(pointer.substring(1).split("/", -1));
        if (!PARTS.contains(path.getFirst())) {
            throw malformed("the path of a mask leads neither into the input nor into the result");
        }
        return path;
    }

    private String json(Optional<JsonValue> value) {
        return value.map(present ->
                        new String(json, present.start(), present.end() - present.start(), StandardCharsets.UTF_8))
                .orElse("null");
    }

    private static NoDecisionException malformed(String what) {
        return new NoDecisionException(Cause.MALFORMED, what);
    }
}
