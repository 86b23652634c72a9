package fr.ecluse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class EventScriptTest {
    private static final EventPart OPENING = fixed("<");
    private static final EventPart CLOSING = fixed(">");

    private static EventPart fixed(String text) {
        return new EventPart.Fixed(() -> Buffer.buffer(text));
    }

    private static EventPart tokens(List<List<String>> lanes) {
        return new EventPart.Tokens(lanes, (turn, lane, text, target) -> target.appendString(text));
    }

    /** The events as {@code turn:text}. */
    private static List<String> play(EventScript script) {
        List<String> events = new ArrayList<>();
        while (script.hasNext()) {
            int turn = script.nextTurn();
            Buffer event = Buffer.buffer();
            script.appendNext(event);
            events.add(turn + ":" + event);
        }
        return events;
    }

    @Test
    void whatHasNoTokenGoesWithItsNeighbour() {
        EventScript script = new EventScript(List.of(OPENING, tokens(List.of(List.of("a", "b"))), CLOSING));
        assertThat(play(script)).containsExactly("0:<", "0:a", "1:b", "1:>");
    }

    @Test
    void answersSideBySideTakeTurns() {
        EventScript script =
                new EventScript(List.of(tokens(List.of(List.of("a1", "a2"), List.of("b1", "b2"))), CLOSING));
        assertThat(play(script)).containsExactly("0:a1", "0:b1", "1:a2", "1:b2", "1:>");
    }

    @Test
    void answersOfDifferentLengthEndOnTheirOwn() {
        List<List<String>> lanes = List.of(List.of(), List.of("b1", "b2", "b3"), List.of("c1"));
        EventScript script = new EventScript(List.of(OPENING, tokens(lanes), CLOSING));
        assertThat(play(script)).containsExactly("0:<", "0:b1", "0:c1", "1:b2", "2:b3", "2:>");
    }

    @Test
    void runsOfTokensFollowEachOtherInTime() {
        EventScript script = new EventScript(
                List.of(tokens(List.of(List.of("a", "b"))), CLOSING, tokens(List.of(List.of("c"))), CLOSING));
        assertThat(play(script)).containsExactly("0:a", "1:b", "1:>", "2:c", "2:>");
    }

    @Test
    void aScriptWithoutTokensIsDueAtOnce() {
        assertThat(play(new EventScript(List.of(OPENING, CLOSING)))).containsExactly("0:<", "0:>");
    }

    @Test
    void thereIsNothingAfterTheEnd() {
        EventScript script = new EventScript(List.of());
        assertThatThrownBy(() -> script.appendNext(Buffer.buffer())).isInstanceOf(NoSuchElementException.class);
    }
}
