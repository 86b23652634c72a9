package fr.ecluse.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The events of one streamed answer, one after the other. Each is encoded when its turn comes, so that a script's size
 * does not grow with the answer's length. Not thread-safe.
 */
final class EventScript {
    private final List<EventPart> parts;
    private int part;
    /** Position in the current run of tokens. */
    private int turn;

    private int lane;
    /** Turns of the runs that are over. */
    private int turnsBefore;

    EventScript(List<EventPart> parts) {
        this.parts = List.copyOf(parts);
        skipEmptyLanes();
    }

    boolean hasNext() {
        return part < parts.size();
    }

    /**
     * The index of the token that the next event waits for. What comes before the first token waits with it; any other
     * event without a token waits for nothing more than what came before it.
     */
    int nextTurn() {
        int current = turnsBefore + turn;
        return current == 0 || parts.get(part) instanceof EventPart.Tokens ? current : current - 1;
    }

    /** Appends the next event and moves on. */
    void appendNext(Buffer target) {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        switch (parts.get(part)) {
            case EventPart.Fixed fixed -> {
                target.appendBuffer(fixed.event().get());
                part++;
            }
            case EventPart.Tokens tokens -> {
                tokens.encoder().append(turn, lane, tokens.lanes().get(lane).get(turn), target);
                lane++;
            }
        }
        skipEmptyLanes();
    }

    /** Leaves the position at a token that exists, or in the next part. */
    private void skipEmptyLanes() {
        if (!hasNext() || !(parts.get(part) instanceof EventPart.Tokens tokens)) {
            return;
        }
        int lanes = tokens.lanes().size();
        for (int skipped = 0; skipped <= lanes; skipped++) {
            if (lane == lanes) {
                lane = 0;
                turn++;
            }
            if (tokens.has(turn, lane)) {
                return;
            }
            lane++;
        }
        // A whole round without a token: the run is over.
        turnsBefore += tokens.lanes().stream().mapToInt(List::size).max().orElse(0);
        turn = 0;
        lane = 0;
        part++;
        skipEmptyLanes();
    }
}
