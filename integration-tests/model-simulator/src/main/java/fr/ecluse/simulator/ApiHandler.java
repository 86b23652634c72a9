package fr.ecluse.simulator;

/** Serves one endpoint that takes a JSON object. Used by several event loops at once. */
@FunctionalInterface
interface ApiHandler {
    /**
     * Answers a request, now or later, through its reply.
     *
     * @throws ApiException when the request is refused
     */
    void handle(JsonFields body, Reply reply);
}
