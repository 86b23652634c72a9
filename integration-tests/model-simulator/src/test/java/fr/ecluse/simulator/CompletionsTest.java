package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.completion;
import static fr.ecluse.simulator.RunningSimulator.COMPLETIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CompletionsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    @Test
    void anEchoHasTheShapeOfATextCompletion() {
        JsonObject answer = SIMULATOR.answer(COMPLETIONS, completion("sim-echo", "Once upon a time"));
        assertThat(answer.getString("id")).startsWith("cmpl-");
        assertThat(answer.getString("object")).isEqualTo("text_completion");
        assertThat(answer.getJsonArray("choices")).isEqualTo(new JsonArray("""
                [{"text": "Once upon a time", "index": 0, "logprobs": null, "finish_reason": "stop"}]
                """));
        assertThat(answer.getJsonObject("usage").getInteger("total_tokens")).isEqualTo(8);
        assertThat(answer.getJsonObject("x_sim").getString("unknown")).isEqualTo("kept");
    }

    @Test
    void eachPromptHasItsChoices() {
        JsonObject request =
                completion("sim-echo", new JsonArray().add("one").add("two")).put("n", 2);
        JsonArray choices = SIMULATOR.answer(COMPLETIONS, request).getJsonArray("choices");
        assertThat(choices.stream().map(choice -> ((JsonObject) choice).getString("text")))
                .containsExactly("one", "one", "two", "two");
        assertThat(choices.stream().map(choice -> ((JsonObject) choice).getInteger("index")))
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void theChunksAreOpenAis() {
        JsonObject request =
                completion("sim-echo", "Hello you").put("stream_options", new JsonObject().put("include_usage", true));
        List<ServerEvent> events = SIMULATOR.events(COMPLETIONS, request);
        assertThat(events.stream()
                        .limit(4)
                        .map(event -> event.choice().getString("text") + "|"
                                + event.choice().getString("finish_reason")))
                .containsExactly("Hell|null", "o|null", " you|null", "|stop");
        assertThat(events.get(0).json().getString("object")).isEqualTo("text_completion");
        assertThat(events.get(4).json().getJsonArray("choices")).isEmpty();
        assertThat(events.get(4).json().getJsonObject("usage").getInteger("completion_tokens"))
                .isEqualTo(3);
        assertThat(events.get(5).isDone()).isTrue();
        assertThat(events).hasSize(6);
    }

    @Test
    void promptsOfDifferentLengthAreStreamedToTheirEnd() {
        JsonObject request =
                completion("sim-echo", new JsonArray().add("a").add("b c d").add(""));
        List<ServerEvent> events = SIMULATOR.events(COMPLETIONS, request);
        assertThat(events.stream()
                        .filter(event -> !event.isDone())
                        .map(event -> event.choice().getInteger("index")
                                + event.choice().getString("text")))
                .containsExactly("0a", "1b", "1 c", "1 d", "0", "1", "2");
    }
}
