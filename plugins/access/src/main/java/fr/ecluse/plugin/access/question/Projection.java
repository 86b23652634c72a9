package fr.ecluse.plugin.access.question;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * The facts that some rules read. Rules are shown no others, so that equal projections of two questions have the same
 * answer.
 *
 * @param facts at least one
 */
public record Projection(Set<Fact> facts) {

    /** For rules that do not say what they read. */
    public static final Projection EVERYTHING = new Projection(EnumSet.allOf(Fact.class));

    public Projection {
        facts = EnumSet.copyOf(facts);
    }

    /**
     * The facts at some JSON pointers: a fact itself, what is inside of one, or a group of them.
     *
     * @param pointers none for everything
     * @throws IllegalArgumentException if one of them leads to nothing that a question has
     */
    public static Projection of(Collection<String> pointers) {
        if (pointers.isEmpty()) {
            return EVERYTHING;
        }
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        for (String pointer : pointers) {
            if (!add(pointer, facts)) {
                throw new IllegalArgumentException("no question has a " + pointer);
            }
        }
        return new Projection(facts);
    }

    private static boolean add(String pointer, Set<Fact> facts) {
        boolean found = false;
        for (Fact fact : Fact.values()) {
            boolean inside = pointer.startsWith(fact.pointer() + "/");
            boolean group = fact.pointer().startsWith(pointer + "/");
            if (fact.pointer().equals(pointer) || inside || group) {
                facts.add(fact);
                found = true;
            }
        }
        return found;
    }
}
