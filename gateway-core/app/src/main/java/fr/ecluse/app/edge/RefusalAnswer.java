package fr.ecluse.app.edge;

/**
 * What a client is told whose request was refused before any route saw it. Called on an event loop, once for each
 * refused request: it must not block. Also the place to count refusals.
 */
@FunctionalInterface
public interface RefusalAnswer {

    /**
     * Makes the answer.
     *
     * @param refusal status and error code
     * @param port where the client came in
     * @param reason what was wrong, for the log; holds nothing that the client sent
     */
    Answer answer(Refusal refusal, Edge.Port port, String reason);

    /**
     * The parts of the answer that are not fixed.
     *
     * @param requestId goes into the header {@code X-Request-Id}
     * @param contentType goes into the header {@code Content-Type}
     * @param json the body, UTF-8; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // Made, written and forgotten; never compared.
    record Answer(String requestId, String contentType, byte[] json) {}
}
