package fr.ecluse.simulator;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's API under {@code /v1}: recorded and, if a key is set, guarded. Safe for use by several event loops; each has
 * a router of its own.
 */
final class SimulatorRoutes {
    private static final System.Logger LOG = System.getLogger(SimulatorRoutes.class.getName());
    private static final CharSequence SERVER = HttpHeaders.createOptimized("ecluse-model-simulator");
    private static final Pattern WELL_FORMED = Pattern.compile("/(?:[^%]++|%[0-9A-Fa-f]{2})*+");
    private static final String REPLY = Reply.class.getName();

    private final byte @Nullable [] authorization;
    private final RequestJournal journal;
    private final ModelCatalogue models = new ModelCatalogue();
    private final ControlRoutes control;
    private final ApiHandler chat;
    private final ApiHandler completions;
    private final ApiHandler responses;
    private final ApiHandler embeddings;

    SimulatorRoutes(SimulatorOptions options, EmbeddingEngine engine) {
        authorization = options.key() == null ? null : bytes("Bearer " + options.key());
        journal = new RequestJournal(options.record());
        control = new ControlRoutes(journal, models);
        chat = new GenerationHandler(new ChatFormat(), models, options.seed());
        completions = new GenerationHandler(new CompletionFormat(), models, options.seed());
        responses = new GenerationHandler(new ResponsesFormat(), models, options.seed());
        embeddings = new EmbeddingHandler(models, engine);
    }

    /** What handles the requests of one event loop, on which it is called. */
    Handler<HttpServerRequest> handler(Vertx vertx) {
        TokenPacer pacer = new TokenPacer(vertx);
        Router router = router(vertx, pacer);
        return request -> {
            // The router itself fails on such paths, without an answer of ours.
            if (request.path() == null || !WELL_FORMED.matcher(request.path()).matches()) {
                new Reply(pacer, request, journal).error(ApiError.invalid(null, "The path is malformed."));
            } else {
                router.handle(request);
            }
        };
    }

    private Router router(Vertx vertx, TokenPacer pacer) {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            context.response().putHeader(HttpHeaders.SERVER, SERVER);
            context.next();
        });
        control.addTo(router);
        router.route().handler(context -> {
            context.put(REPLY, new Reply(pacer, context.request(), journal));
            context.next();
        });
        router.route().handler(this::requireKey);
        router.route().handler(new BodyReader());
        router.route().handler(this::recordBody);
        router.get("/v1/models").handler(context -> reply(context).json(200, JsonText.encode(models.list())));
        router.get("/v1/models/:id").handler(this::findModel);
        addApi(router, "/v1/chat/completions", chat);
        addApi(router, "/v1/completions", completions);
        addApi(router, "/v1/responses", responses);
        addApi(router, "/v1/embeddings", embeddings);
        router.route().failureHandler(SimulatorRoutes::fail);
        router.errorHandler(404, context -> reply(context).error(ApiError.unknownPath(method(context), path(context))));
        router.errorHandler(405, context -> reply(context).error(ApiError.wrongMethod(method(context), path(context))));
        return router;
    }

    private static void addApi(Router router, String path, ApiHandler handler) {
        router.post(path)
                .handler(context -> handler.handle(RequestBody.parse(BodyReader.bodyOf(context)), reply(context)));
    }

    private void requireKey(RoutingContext context) {
        if (authorization == null) {
            context.next();
            return;
        }
        String presented = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (presented != null && MessageDigest.isEqual(bytes(presented), authorization)) {
            context.next();
        } else {
            reply(context).error(ApiError.badKey());
        }
    }

    private void recordBody(RoutingContext context) {
        journal.body(reply(context).entry(), BodyReader.bodyOf(context));
        context.next();
    }

    private void findModel(RoutingContext context) {
        String id = context.pathParam("id");
        JsonObject model = models.find(id);
        if (model == null) {
            reply(context).error(ApiError.unknownModel(id));
        } else {
            reply(context).json(200, JsonText.encode(model));
        }
    }

    private static void fail(RoutingContext context) {
        Reply reply = reply(context);
        if (context.failure() instanceof ApiException refused) {
            reply.error(refused.error());
        } else if (context.statusCode() == 413) {
            reply.error(ApiError.tooLarge(BodyReader.MAX_BYTES));
        } else {
            LOG.log(System.Logger.Level.WARNING, "a request could not be served", context.failure());
            reply.error(ApiError.server());
        }
    }

    /** The request's reply, which every route but the simulator's own has. */
    private static Reply reply(RoutingContext context) {
        return context.get(REPLY);
    }

    private static String method(RoutingContext context) {
        return context.request().method().name();
    }

    private static String path(RoutingContext context) {
        return context.request().path();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
