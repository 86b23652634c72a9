package fr.ecluse.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models that the simulator has, under the names that requests use. Safe for use by several threads. */
final class ModelCatalogue {
    static final String EMBEDDING_MODEL = "embedding-minilm";

    private static final Pace USUAL_PACE = new Pace(100, 50);
    private static final Pace SLOW_PACE = new Pace(5_000, 50);
    private static final int EVENTS_BEFORE_CUT = 5;
    /** Fixed, so that the list of models does not change with the day. */
    private static final long CREATED = 1_767_225_600;

    private final Map<String, ModelBehaviour> behaviours = new LinkedHashMap<>();
    private final FlakyBehaviour flaky = new FlakyBehaviour();

    ModelCatalogue() {
        TextSource echo = new EchoSource();
        TextSource prose = new ProseSource();
        behaviours.put("sim-echo", () -> new Reaction.Answer(echo, Pace.IMMEDIATE));
        behaviours.put("sim-chat", () -> new Reaction.Answer(prose, USUAL_PACE));
        behaviours.put("sim-slow", () -> new Reaction.Answer(prose, SLOW_PACE));
        behaviours.put("sim-hang", Reaction.Silence::new);
        behaviours.put("sim-flaky", flaky);
        behaviours.put("sim-429", () -> new Reaction.Refusal(ApiError.rateLimited(1)));
        behaviours.put("sim-cut", () -> new Reaction.BrokenAnswer(prose, EVENTS_BEFORE_CUT));
        behaviours.put("sim-garbage", Reaction.Garbage::new);
    }

    /**
     * The behaviour of a model that writes text.
     *
     * @throws ApiException 404 when there is no such model
     */
    ModelBehaviour textModel(String model, String endpoint) {
        ModelBehaviour behaviour = behaviours.get(model);
        if (behaviour == null) {
            throw new ApiException(
                    model.equals(EMBEDDING_MODEL)
                            ? ApiError.wrongEndpoint(model, endpoint)
                            : ApiError.unknownModel(model));
        }
        return behaviour;
    }

    /**
     * Checks that a model makes embeddings.
     *
     * @throws ApiException 404 when it does not, or does not exist
     */
    void requireEmbeddingModel(String model) {
        if (!model.equals(EMBEDDING_MODEL)) {
            throw new ApiException(
                    behaviours.containsKey(model)
                            ? ApiError.wrongEndpoint(model, "v1/embeddings")
                            : ApiError.unknownModel(model));
        }
    }

    /** Forgets what earlier requests did to the models. */
    void restart() {
        flaky.restart();
    }

    /** The answer of {@code GET /v1/models}. */
    JsonObject list() {
        JsonArray data = new JsonArray();
        behaviours.keySet().forEach(model -> data.add(description(model)));
        data.add(description(EMBEDDING_MODEL));
        return new JsonObject().put("object", "list").put("data", data);
    }

    /** The answer of {@code GET /v1/models/{id}}, or null when there is no such model. */
    @Nullable
    JsonObject find(String model) {
        return behaviours.containsKey(model) || model.equals(EMBEDDING_MODEL) ? description(model) : null;
    }

    private static JsonObject description(String model) {
        return new JsonObject()
                .put("id", model)
                .put("object", "model")
                .put("created", CREATED)
                .put("owned_by", "ecluse-model-simulator");
    }
}
