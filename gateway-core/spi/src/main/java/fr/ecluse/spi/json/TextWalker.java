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

    private final PathTree structure;

    private TextWalker(PathTree structure) {
        this.structure = structure;
    }

    /**
     * A walker that takes strings at these paths for structure.
     *
     * @param structuralPaths in a small part of JSONPath (RFC 9535): {@code $.model}, {@code $.messages[*].role}, {@code
     *     $['a name']}, {@code $.*}, and {@code $..type} for a name at any depth
     * @throws IllegalArgumentException if one of them is none
     */
    public static TextWalker except(Collection<String> structuralPaths) {
        return new TextWalker(
                PathTree.of(structuralPaths.stream().map(StructuralPath::parse).toList()));
    }

    /** Hands every text of a document to a consumer, in the order written. */
    public void walk(JsonDocument document, Consumer<JsonString> texts) {
        List<PathTree> nodes = new ArrayList<>(2);
        structure.enter(nodes);
        walk(document.root(), nodes, texts);
    }

    /** The texts of a document, in the order written. */
    public List<JsonString> texts(JsonDocument document) {
        List<JsonString> found = new ArrayList<>();
        walk(document, found::add);
        return found;
    }

    private static void walk(JsonValue value, List<PathTree> nodes, Consumer<JsonString> texts) {
        switch (value) {
            case JsonString string -> {
                if (nodes.stream().noneMatch(PathTree::isEnd)) {
                    texts.accept(string);
                }
            }
            case JsonObject object -> {
                for (Map.Entry<String, Member> entry : object.members().entrySet()) {
                    List<PathTree> inside = new ArrayList<>(2);
                    nodes.forEach(node -> node.enterMember(entry.getKey(), inside));
                    walk(entry.getValue().value(), inside, texts);
                }
            }
            case JsonArray array -> {
                List<PathTree> inside = new ArrayList<>(2);
                nodes.forEach(node -> node.enterItems(inside));
                array.items().forEach(item -> walk(item, inside, texts));
            }
            default -> {
                // numbers and literals hold no text
            }
        }
    }
}
