package fr.ecluse.plugin.access.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The masking of one event. A mask that leads nowhere changes nothing, as in OPA. Used by one thread. */
final class Masking {

    private final Map<String, Node> parts = new HashMap<>();
    private final List<String> erased = new ArrayList<>();
    private final List<String> masked = new ArrayList<>();

    private Masking(Event event) {
        parts.put("input", Node.read(event.input()));
        event.result().ifPresent(result -> parts.put("result", Node.read(result)));
    }

    /** An event under some masks, one after the other. */
    static Masked of(Event event, List<Mask> masks) {
        if (masks.isEmpty()) {
            return Masked.asIs(event);
        }
        Masking masking = new Masking(event);
        masks.forEach(masking::apply);
        return new Masked(
                masking.part("input"), masking.part("result"), masking.erased, masking.masked, Optional.empty());
    }

    private Optional<String> part(String name) {
        return Optional.ofNullable(parts.get(name)).map(Node::json);
    }

    private void apply(Mask mask) {
        if (!parts.containsKey(mask.path().getFirst())) {
            return;
        }
        switch (mask) {
            case Mask.Removal removal -> {
                if (remove(removal.path())) {
                    erased.add(removal.pointer());
                }
            }
            case Mask.Replacement replacement -> {
                if (replace(replacement.path(), Node.read(replacement.json()))) {
                    masked.add(replacement.pointer());
                }
            }
        }
    }

    private boolean remove(List<String> path) {
        return path.size() == 1
                ? parts.remove(path.getFirst()) != null
                : parent(path, false)
                        .filter(parent -> parent.remove(path.getLast()))
                        .isPresent();
    }

    private boolean replace(List<String> path, Node value) {
        if (path.size() == 1) {
            parts.put(path.getFirst(), value);
            return true;
        }
        return parent(path, true)
                .filter(parent -> parent.put(path.getLast(), value))
                .isPresent();
    }

    /**
     * What holds the value at a path.
     *
     * @param make whether objects that are missing on the way are made
     */
    private Optional<Node> parent(List<String> path, boolean make) {
        Optional<Node> here = Optional.ofNullable(parts.get(path.getFirst()));
        for (String name : path.subList(1, path.size() - 1)) {
            here = here.flatMap(node -> node.child(name).or(() -> make ? made(node, name) : Optional.empty()));
        }
        return here;
    }

    private static Optional<Node> made(Node parent, String name) {
        Node child = new Node.Members(new LinkedHashMap<>());
        return parent.put(name, child) ? Optional.of(child) : Optional.empty();
    }
}
