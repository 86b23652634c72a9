package fr.ecluse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void everyTextSurvives() {
        char[] awkward = {'a', 'é', '"', '\\', '\n', '\u0000', '\u001f', '\u2028', '\ud83d', '\ude00'};
        for (long seed = 0; seed < 1_000; seed++) {
            // Given a text that may hold halves of surrogate pairs
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(awkward[random.nextInt(awkward.length)]);
            }
            // When it is written in either way
            JsonObject document = new JsonObject().put("text", text.toString());
            String whole = JsonText.encode(document).toString();
            String escaped = "{\"text\":\"" + JsonText.escape(text.toString()) + "\"}";
            // Then both read back as the same text
            assertThat(new JsonObject(whole)).as("seed %d", seed).isEqualTo(document);
            assertThat(new JsonObject(escaped)).as("seed %d", seed).isEqualTo(document);
        }
    }

    @Test
    void halfAPairIsEscapedAndAPairIsNot() {
        assertThat(JsonText.escape("\ud83d \ud83d\ude00")).isEqualTo("\\ud83d \ud83d\ude00");
    }

    @Test
    void plainTextIsNotCopied() {
        String text = "plain";
        assertThat(JsonText.escape(text)).isSameAs(text);
    }
}
