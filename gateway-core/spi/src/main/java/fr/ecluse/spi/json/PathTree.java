package fr.ecluse.spi.json;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many paths as one tree, so that a walk through a document costs the same however many there are. A place in a
 * document is matched by a set of nodes, which has one element at most unless paths have steps at any depth or to any
 * member. Not changed once built.
 */
final class PathTree {

    private final Map<String, PathTree> members = new HashMap<>();
    private @Nullable PathTree anyMember;
    private @Nullable PathTree items;

    /** What matches here and at any depth below. */
    private @Nullable PathTree below;

    /** Whether this node is the {@code below} of another, and so matches on further down. */
    private boolean staysBelow;

    private boolean end;

    private PathTree() {}

    /** The root of the tree of these paths. */
    static PathTree of(Collection<StructuralPath> paths) {
        PathTree root = new PathTree();
        for (StructuralPath path : paths) {
            PathTree node = root;
            for (StructuralPath.Step step : path.steps()) {
                node = node.grow(step);
            }
            node.end = true;
        }
        return root;
    }

    private PathTree grow(StructuralPath.Step step) {
        PathTree from = step.atAnyDepth() ? growBelow() : this;
        return switch (step.kind()) {
            case MEMBER -> from.members.computeIfAbsent(step.name(), _ -> new PathTree());
            case ANY_MEMBER -> from.anyMember = from.anyMember == null ? new PathTree() : from.anyMember;
            case ANY_ITEM -> from.items = from.items == null ? new PathTree() : from.items;
        };
    }

    private PathTree growBelow() {
        PathTree node = below;
        if (node == null) {
            node = new PathTree();
            node.staysBelow = true;
            below = node;
        }
        return node;
    }

    /** Whether a path ends here. */
    boolean isEnd() {
        return end;
    }

    /** Adds the nodes that match where this one does. */
    void enter(List<PathTree> nodes) {
        nodes.add(this);
        if (below != null) {
            nodes.add(below);
        }
    }

    /** Adds the nodes that match in the member of an object that this node matches. */
    void enterMember(String name, List<PathTree> nodes) {
        if (staysBelow) {
            nodes.add(this);
        }
        PathTree member = members.get(name);
        if (member != null) {
            member.enter(nodes);
        }
        if (anyMember != null) {
            anyMember.enter(nodes);
        }
    }

    /** Adds the nodes that match in the items of an array that this node matches. */
    void enterItems(List<PathTree> nodes) {
        if (staysBelow) {
            nodes.add(this);
        }
        if (items != null) {
            items.enter(nodes);
        }
    }
}
