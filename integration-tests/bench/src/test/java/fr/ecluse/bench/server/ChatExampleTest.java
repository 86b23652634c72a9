package fr.ecluse.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChatExampleTest {

    @Test
    void hasTheSizeOfARealRequestAndAnswer() {
        assertThat(ChatExample.request().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(400, 600);
        assertThat(ChatExample.answer().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(600, 800);
        assertThat(ChatExample.answer()).contains(ChatExample.answerMark());
    }

    @Test
    void asksForAStreamOfSoManyEvents() {
        JsonObject plain = new JsonObject(ChatExample.request());
        JsonObject streamed = new JsonObject(ChatExample.streamedRequest(400));

        assertThat(streamed.getBoolean("stream")).isTrue();
        assertThat(streamed.getInteger("max_tokens")).isEqualTo(400);
        assertThat(streamed.getJsonArray("messages")).isEqualTo(plain.getJsonArray("messages"));
    }
}
