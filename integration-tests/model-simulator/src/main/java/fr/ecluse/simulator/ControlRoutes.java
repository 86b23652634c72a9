package fr.ecluse.simulator;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The simulator's own pages, {@code /} and {@code /sim}: neither recorded nor guarded. */
final class ControlRoutes {
    private static final String DESCRIPTION = """
            Ecluse model simulator

            This is NOT a language model. It speaks OpenAI's API with scripted answers, for tests and demonstrations:
            sim-echo repeats what it receives, sim-chat paces canned prose, other models fail on purpose.
            Only embedding-minilm computes something real (all-MiniLM-L6-v2).

            GET    /v1/models
            GET    /v1/models/{id}
            POST   /v1/chat/completions
            POST   /v1/completions
            POST   /v1/responses
            POST   /v1/embeddings
            GET    /sim/health
            GET    /sim/requests?since={id}
            DELETE /sim/requests
            """;

    private final RequestJournal journal;
    private final ModelCatalogue models;

    ControlRoutes(RequestJournal journal, ModelCatalogue models) {
        this.journal = journal;
        this.models = models;
    }

    void addTo(Router router) {
        router.get("/").handler(ControlRoutes::describe);
        router.get("/sim/health").handler(this::health);
        router.get("/sim/requests").handler(this::list);
        router.delete("/sim/requests").handler(this::clear);
        router.route("/sim/*").handler(ControlRoutes::unknown);
    }

    private static void describe(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(DESCRIPTION);
    }

    private void health(RoutingContext context) {
        context.json(new JsonObject()
                .put("status", "UP")
                .put("simulator", true)
                .put("received", journal.received())
                .put("in_flight", journal.inFlight()));
    }

    private void list(RoutingContext context) {
        long since;
        try {
            since = Long.parseLong(context.request().getParam("since", "0"));
        } catch (IllegalArgumentException _) {
            refuse(context, ApiError.invalid("since", "Invalid value for 'since': expected an entry's id."));
            return;
        }
        // Thousands of bodies may have to be encoded: not on the event loop, which streams.
        context.vertx()
                .executeBlocking(() -> JsonText.encode(journal.since(since)), false)
                .onSuccess(body -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(body))
                .onFailure(context::fail);
    }

    private void clear(RoutingContext context) {
        journal.clear();
        models.restart();
        context.response().setStatusCode(204).end();
    }

    private static void unknown(RoutingContext context) {
        refuse(
                context,
                ApiError.unknownPath(
                        context.request().method().name(), context.request().path()));
    }

    private static void refuse(RoutingContext context, ApiError error) {
        context.response()
                .setStatusCode(error.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(JsonText.encode(error.body()));
    }
}
