package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.embedding;
import static fr.ecluse.simulator.RunningSimulator.EMBEDDINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    private static float[] vector(JsonObject answer, int index) {
        JsonArray numbers = answer.getJsonArray("data").getJsonObject(index).getJsonArray("embedding");
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.getFloat(i);
        }
        return vector;
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
        }
        return product;
    }

    @Test
    void theVectorsAreReal() {
        // Given two texts that mean nearly the same, and one that does not
        JsonArray texts = new JsonArray()
                .add("The cat sleeps on the sofa.")
                .add("A kitten is napping on the couch.")
                .add("The parliament votes the budget.");
        // When
        JsonObject answer = SIMULATOR.answer(EMBEDDINGS, embedding(texts));
        // Then their vectors say so
        float[] cat = vector(answer, 0);
        assertThat(cat).hasSize(384);
        assertThat(cosine(cat, cat)).isCloseTo(1, within(1e-3));
        assertThat(cosine(cat, vector(answer, 1))).isGreaterThan(0.5);
        assertThat(cosine(cat, vector(answer, 2))).isLessThan(0.3);
        assertThat(answer.getString("object")).isEqualTo("list");
        assertThat(answer.getString("model")).isEqualTo("embedding-minilm");
        assertThat(answer.getJsonArray("data").getJsonObject(2).getInteger("index"))
                .isEqualTo(2);
        assertThat(answer.getJsonObject("usage").getInteger("prompt_tokens")).isEqualTo(27);
        assertThat(answer.getJsonObject("x_sim").getString("unknown")).isEqualTo("kept");
    }

    @Test
    void base64HoldsTheSameNumbers() {
        // Given
        float[] numbers = vector(SIMULATOR.answer(EMBEDDINGS, embedding("Hello")), 0);
        // When
        JsonObject answer = SIMULATOR.answer(EMBEDDINGS, embedding("Hello").put("encoding_format", "base64"));
        // Then
        String base64 = answer.getJsonArray("data").getJsonObject(0).getString("embedding");
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        float[] decoded = new float[384];
        bytes.asFloatBuffer().get(decoded);
        assertThat(decoded).isEqualTo(numbers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\": \"embedding-minilm\"}",
                "{\"model\": \"embedding-minilm\", \"input\": \" \"}",
                "{\"model\": \"embedding-minilm\", \"input\": []}",
                "{\"model\": \"embedding-minilm\", \"input\": [1, 2]}",
                "{\"model\": \"embedding-minilm\", \"input\": [[1, 2]]}",
                "{\"model\": \"embedding-minilm\", \"input\": \"x\", \"dimensions\": 100}",
                "{\"model\": \"embedding-minilm\", \"input\": \"x\", \"encoding_format\": \"hex\"}"
            })
    void whatIsNotUnderstoodIsRefused(String body) {
        HttpResponse<String> response = SIMULATOR.post(EMBEDDINGS, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(response.body()).getJsonObject("error").getString("type"))
                .isEqualTo("invalid_request_error");
    }

    @Test
    void aModelThatWritesMakesNoEmbeddings() {
        HttpResponse<String> response = SIMULATOR.post(
                EMBEDDINGS, embedding("x").put("model", "sim-echo").encode());
        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void anErrorCanBeAskedFor() {
        JsonObject request = embedding("x").put("sim", new JsonObject().put("error_status", 503));
        assertThat(SIMULATOR.post(EMBEDDINGS, request.encode()).statusCode()).isEqualTo(503);
    }
}
