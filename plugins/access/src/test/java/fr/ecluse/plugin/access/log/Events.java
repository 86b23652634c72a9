package fr.ecluse.plugin.access.log;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events for tests. */
final class Events {

    private Events() {}

    static Event of(String input, Optional<String> result) {
        return event(
                input,
                result.<Event.Outcome>map(json ->
                                new Event.Outcome.Decision("r1", json, List.of(), Optional.empty(), Optional.empty()))
                        .orElseGet(() -> new Event.Outcome.None(
                                new NoDecisionException(NoDecisionException.Cause.TIMEOUT, "too late"))));
    }

    /** One that was decided by rules of some revision. */
    static Event decided(String input, String revision) {
        return event(
                input,
                new Event.Outcome.Decision(
                        revision, "{\"allow\":true}", List.of(), Optional.empty(), Optional.empty()));
    }

    private static Event event(String input, Event.Outcome outcome) {
        return new Event("d1", Instant.EPOCH, "q1", "ai/createChatCompletion", input, outcome);
    }
}
