package fr.ecluse.plugin.access.log;

import java.util.List;
import java.util.Optional;

/**
 * What is left of an event's input and result.
 *
 * @param input as JSON; empty if all of it was erased, or there was none
 * @param result the same of the result
 * @param erased the paths of what was erased
 * @param masked the paths of what another value stands for
 * @param failure why nobody knows what is to be masked, so that all was erased
 */
record Masked(
        Optional<String> input,
        Optional<String> result,
        List<String> erased,
        List<String> masked,
        Optional<String> failure) {

    Masked {
        erased = List.copyOf(erased);
        masked = List.copyOf(masked);
    }

    /** Nothing masked. */
    static Masked asIs(Event event) {
        return new Masked(Optional.of(event.input()), event.result(), List.of(), List.of(), Optional.empty());
    }

    /** All erased that may be personal. */
    static Masked all(Event event, String failure) {
        List<String> erased = event.result().isPresent() ? List.of("/input", "/result") : List.of("/input");
        return new Masked(Optional.empty(), Optional.empty(), erased, List.of(), Optional.of(failure));
    }

    /** The characters in it, about. */
    int length() {
        return input.map(String::length).orElse(0) + result.map(String::length).orElse(0);
    }
}
