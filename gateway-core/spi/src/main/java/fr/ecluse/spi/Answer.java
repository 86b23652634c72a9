package fr.ecluse.spi;

import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.EventSource;

/** What the caller gets: a whole body, a stream of events, or a refusal. */
public sealed interface Answer {

    /** The HTTP status, 200 to 599. */
    int status();

    /**
     * An answer that is known as a whole.
     *
     * @param status the HTTP status
     * @param headers headers for the caller, the content type among them
     * @param body the body, empty for none
     */
    record Buffered(int status, Headers headers, Body body) implements Answer {

        /** The same answer with another body. */
        public Buffered withBody(Body other) {
            return new Buffered(status, headers, other);
        }
    }

    /**
     * An answer that arrives event by event.
     *
     * @param status the HTTP status
     * @param headers headers for the caller
     * @param events the events; the gateway reads and closes them
     */
    record Streamed(int status, Headers headers, EventSource events) implements Answer {}

    /** An error, written in the shape of the endpoint and in the caller's language. */
    record Refused(Refusal refusal) implements Answer {
        @Override
        public int status() {
            return refusal.code().status();
        }
    }
}
