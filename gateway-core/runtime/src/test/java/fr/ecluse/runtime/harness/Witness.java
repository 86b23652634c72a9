package fr.ecluse.runtime.harness;

import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What policies saw, for the test whose name their options carry: services cannot be handed an object. */
public final class Witness {

    private static final Map<String, Witness> BY_TEST = new ConcurrentHashMap<>();

    /**
     * A completed exchange.
     *
     * @param beforeClose whether the policy that saw it was still open
     */
    public record Completion(Exchange exchange, Outcome outcome, boolean beforeClose) {}

    private final List<Completion> completions = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();

    public static Witness of(String test) {
        return BY_TEST.computeIfAbsent(test, _ -> new Witness());
    }

    void completed(Exchange exchange, Outcome outcome, boolean beforeClose) {
        completions.add(new Completion(exchange, outcome, beforeClose));
    }

    void closed(String flow) {
        closed.add(flow);
    }

    void note(String note) {
        notes.add(note);
    }

    public List<Completion> completions() {
        return completions;
    }

    public List<String> notes() {
        return notes;
    }

    public List<String> closedFlows() {
        return closed;
    }
}
