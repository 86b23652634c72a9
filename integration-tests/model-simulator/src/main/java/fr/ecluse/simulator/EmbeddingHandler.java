package fr.ecluse.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code POST /v1/embeddings}: real vectors, as numbers or as base64 of little-endian 32-bit floats. */
final class EmbeddingHandler implements ApiHandler {
    private static final System.Logger LOG = System.getLogger(EmbeddingHandler.class.getName());
    private static final int MAX_INPUTS = 2_048;

    private final ModelCatalogue models;
    private final EmbeddingEngine engine;

    EmbeddingHandler(ModelCatalogue models, EmbeddingEngine engine) {
        this.models = models;
        this.engine = engine;
    }

    @Override
    public void handle(JsonFields body, Reply reply) {
        models.requireEmbeddingModel(body.requiredText("model"));
        SimControl control = SimControl.of(body);
        List<String> inputs = inputs(body);
        boolean base64 = isBase64(body);
        Integer dimensions = body.integer("dimensions", 1, Integer.MAX_VALUE);
        if (dimensions != null && dimensions != EmbeddingEngine.DIMENSIONS) {
            throw ApiException.invalid(
                    "dimensions", "This model makes vectors of " + EmbeddingEngine.DIMENSIONS + " dimensions only.");
        }
        long due = control.pace(Pace.IMMEDIATE).dueNanos(0);
        if (control.errorStatus() != null) {
            ApiError error = ApiError.requested(control.errorStatus(), control.retryAfterSeconds());
            reply.at(due, () -> reply.error(error));
            return;
        }
        // Back to the request's event loop, which the reply belongs to.
        Future.fromCompletionStage(engine.embed(inputs), Vertx.currentContext())
                .map(vectors -> JsonText.encode(answer(inputs, vectors, base64)))
                .onSuccess(answer -> reply.at(due, () -> reply.json(200, answer)))
                .onFailure(failure -> {
                    LOG.log(System.Logger.Level.WARNING, "the embedding model failed", failure);
                    reply.error(ApiError.server());
                });
    }

    private static List<String> inputs(JsonFields body) {
        return switch (body.json().getValue("input")) {
            case null -> throw ApiException.invalid("input", "Missing required parameter: 'input'.");
            case String text -> List.of(notBlank(text));
            case JsonArray array
            when !array.isEmpty() && array.size() <= MAX_INPUTS -> {
                List<String> texts = new ArrayList<>();
                for (Object element : array) {
                    if (!(element instanceof String text)) {
                        throw body.wrong("input", "strings: tokens are not understood");
                    }
                    texts.add(notBlank(text));
                }
                yield texts;
            }
            default -> throw body.wrong("input", "a string or an array of 1 to " + MAX_INPUTS + " strings");
        };
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw ApiException.invalid("input", "'input' must not be empty.");
        }
        return text;
    }

    private static boolean isBase64(JsonFields body) {
        return switch (body.text("encoding_format")) {
            case null -> false;
            case "float" -> false;
            case "base64" -> true;
            default -> throw body.wrong("encoding_format", "'float' or 'base64'");
        };
    }

    private static JsonObject answer(List<String> inputs, List<float[]> vectors, boolean base64) {
        JsonArray data = new JsonArray();
        for (int i = 0; i < vectors.size(); i++) {
            float[] vector = vectors.get(i);
            data.add(new JsonObject()
                    .put("object", "embedding")
                    .put("index", i)
                    .put("embedding", base64 ? base64(vector) : numbers(vector)));
        }
        int tokens = inputs.stream().mapToInt(TextTokens::count).sum();
        return VendorFields.addOwnTo(new JsonObject()
                .put("object", "list")
                .put("data", data)
                .put("model", ModelCatalogue.EMBEDDING_MODEL)
                .put("usage", new JsonObject().put("prompt_tokens", tokens).put("total_tokens", tokens)));
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static JsonArray numbers(float[] vector) {
        JsonArray numbers = new JsonArray();
        for (float component : vector) {
            numbers.add(component);
        }
        return numbers;
    }
}
