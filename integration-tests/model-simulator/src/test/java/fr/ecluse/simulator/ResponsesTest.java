package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.message;
import static fr.ecluse.simulator.Requests.response;
import static fr.ecluse.simulator.RunningSimulator.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResponsesTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    private static String text(JsonObject response) {
        return response.getJsonArray("output")
                .getJsonObject(0)
                .getJsonArray("content")
                .getJsonObject(0)
                .getString("text");
    }

    @Test
    void anEchoHasTheShapeOfAResponse() {
        JsonObject answer = SIMULATOR.answer(
                RESPONSES, response("sim-echo", "Hello you").put("metadata", new JsonObject().put("k", "v")));
        assertThat(answer.getString("id")).startsWith("resp_");
        assertThat(answer.getString("object")).isEqualTo("response");
        assertThat(answer.getString("status")).isEqualTo("completed");
        assertThat(answer.getJsonObject("metadata").getString("k")).isEqualTo("v");
        assertThat(answer.getJsonObject("x_sim").getString("unknown")).isEqualTo("kept");
        assertThat(answer.getJsonObject("usage")).isEqualTo(new JsonObject("""
                {"input_tokens": 3, "input_tokens_details": {"cached_tokens": 0},
                 "output_tokens": 3, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 6}
                """));
        JsonObject item = answer.getJsonArray("output").getJsonObject(0);
        assertThat(item.getString("id")).startsWith("msg_");
        item.remove("id");
        assertThat(item).isEqualTo(new JsonObject("""
                {"type": "message", "status": "completed", "role": "assistant",
                 "content": [{"type": "output_text", "annotations": [], "logprobs": [], "text": "Hello you"}]}
                """));
    }

    @Test
    void anEchoIsOfTheLastUserText() {
        JsonArray input = new JsonArray()
                .add(message("user", "first"))
                .add(message("assistant", "answer"))
                .add(new JsonObject("""
                        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "second"}]}
                        """));
        JsonObject answer =
                SIMULATOR.answer(RESPONSES, response("sim-echo", input).put("instructions", "Short."));
        assertThat(text(answer)).isEqualTo("second");
        // Shor t. | firs t | answ er | seco nd
        assertThat(answer.getJsonObject("usage").getInteger("input_tokens")).isEqualTo(8);
    }

    @Test
    void aCutAnswerIsIncomplete() {
        JsonObject request = response("sim-chat", "hi").put("max_output_tokens", 5);
        JsonObject answer = SIMULATOR.answer(RESPONSES, request);
        assertThat(answer.getString("status")).isEqualTo("incomplete");
        assertThat(answer.getJsonObject("incomplete_details").getString("reason"))
                .isEqualTo("max_output_tokens");
        assertThat(answer.getInteger("max_output_tokens")).isEqualTo(5);
        assertThat(answer.getJsonObject("usage").getInteger("output_tokens")).isEqualTo(5);
        assertThat(SIMULATOR.events(RESPONSES, request).getLast().name()).isEqualTo("response.incomplete");
    }

    @Test
    void theEventsAreOpenAis() {
        // When
        List<ServerEvent> events = SIMULATOR.events(RESPONSES, response("sim-echo", "Hello you"));
        // Then they come in order, named and numbered
        assertThat(events.stream().map(ServerEvent::name))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        List<JsonObject> data = events.stream().map(ServerEvent::json).toList();
        assertThat(data.stream().map(event -> event.getString("type")))
                .containsExactlyElementsOf(
                        events.stream().map(ServerEvent::name).toList());
        assertThat(data.stream().map(event -> event.getInteger("sequence_number")))
                .containsExactlyElementsOf(
                        IntStream.range(0, events.size()).boxed().toList());
        // And they tell one story
        assertThat(data.get(0).getJsonObject("response").getString("status")).isEqualTo("in_progress");
        assertThat(data.get(2).getJsonObject("item").getJsonArray("content")).isEmpty();
        String item = data.get(2).getJsonObject("item").getString("id");
        assertThat(data.get(4)).isEqualTo(new JsonObject("""
                        {"type": "response.output_text.delta", "sequence_number": 4, "output_index": 0,
                         "content_index": 0, "delta": "Hell", "logprobs": []}
                        """).put("item_id", item));
        assertThat(data.get(7).getString("text")).isEqualTo("Hello you");
        assertThat(data.get(8).getJsonObject("part").getString("text")).isEqualTo("Hello you");
        JsonObject response = data.get(10).getJsonObject("response");
        assertThat(text(response)).isEqualTo("Hello you");
        assertThat(response.getJsonArray("output").getJsonObject(0))
                .isEqualTo(data.get(9).getJsonObject("item"));
        assertThat(response.getJsonObject("usage").getInteger("output_tokens")).isEqualTo(3);
    }
}
