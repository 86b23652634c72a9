package fr.ecluse.spi.json;

import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import fr.ecluse.spi.json.JsonValue.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lists the texts of a body: every string in it, unless its path is on the operation's list of structural ones (ids,
 * enumerations, model names). So a field that nobody has thought of is text. Immutable and thread-safe.
 */
public final class TextWalker {

    private final List<StructuralPath> structural;

    private TextWalker(List<StructuralPath> structural) {
        this.structural = structural;
    }

    /**
     * A walker that takes strings at these paths for structure.
     *
     * @param structuralPaths written as {@link StructuralPath} says
     */
    public static TextWalker except(Collection<String> structuralPaths) {
        return new TextWalker(
                structuralPaths.stream().map(StructuralPath::parse).toList());
    }

    /** Hands every text of a document to a consumer, in the order written. */
    public void walk(JsonDocument document, Consumer<JsonString> texts) {
        List<StructuralPath.Cursor> cursors = new ArrayList<>(structural.size());
        structural.forEach(path -> cursors.add(path.start()));
        walk(document.root(), cursors, texts);
    }

    /** The texts of a document, in the order written. */
    public List<JsonString> texts(JsonDocument document) {
        List<JsonString> found = new ArrayList<>();
        walk(document, found::add);
        return found;
    }

    private static void walk(JsonValue value, List<StructuralPath.Cursor> cursors, Consumer<JsonString> texts) {
        switch (value) {
            case JsonString string -> {
                if (cursors.stream().noneMatch(StructuralPath.Cursor::isAtEnd)) {
                    texts.accept(string);
                }
            }
            case JsonObject object -> {
                for (Map.Entry<String, Member> entry : object.members().entrySet()) {
                    List<StructuralPath.Cursor> inside = new ArrayList<>(2);
                    cursors.forEach(cursor -> cursor.intoMember(entry.getKey(), inside));
                    walk(entry.getValue().value(), inside, texts);
                }
            }
            case JsonArray array -> {
                if (!array.items().isEmpty()) {
                    List<StructuralPath.Cursor> inside = new ArrayList<>(2);
                    cursors.forEach(cursor -> cursor.intoItems(inside));
                    array.items().forEach(item -> walk(item, inside, texts));
                }
            }
            default -> {
                // numbers and literals hold no text
            }
        }
    }
}
