package fr.ecluse.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;

/** A stretch of a streamed answer. */
sealed interface EventPart {
    /** One event without a token, made when it is needed. */
    record Fixed(Supplier<Buffer> event) implements EventPart {}

    /**
     * Events with one token each, for answers that are streamed side by side: the first token of each, then the second
     * of each, and so on.
     *
     * @param lanes the tokens of each answer; at least one answer has some
     * @param encoder writes a token's event
     */
    record Tokens(List<List<String>> lanes, Encoder encoder) implements EventPart {
        public Tokens {
            if (lanes.stream().allMatch(List::isEmpty)) {
                throw new IllegalArgumentException("a run of tokens cannot be empty");
            }
        }

        boolean has(int turn, int lane) {
            return turn < lanes.get(lane).size();
        }
    }

    /** Appends one token's event to what is about to be written. */
    @FunctionalInterface
    interface Encoder {
        /**
         * Appends the event.
         *
         * @param turn the token's index in its answer
         * @param lane which of the answers
         * @param text the token
         */
        void append(int turn, int lane, String text, Buffer target);
    }
}
