package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.chat;
import static fr.ecluse.simulator.Requests.sim;
import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChatStreamTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    private static final JsonObject WITH_USAGE = new JsonObject().put("include_usage", true);

    private static String text(List<ServerEvent> events) {
        return events.stream()
                .filter(event ->
                        !event.isDone() && !event.json().getJsonArray("choices").isEmpty())
                .map(event -> event.delta().getString("content", ""))
                .collect(Collectors.joining());
    }

    @Test
    void theChunksAreOpenAis() {
        // When
        List<ServerEvent> events = SIMULATOR.events(CHAT, chat("sim-echo", "Hello you"));
        // Then
        assertThat(events)
                .hasSize(6)
                .allSatisfy(event -> assertThat(event.name()).isEmpty());
        JsonObject first = events.getFirst().json();
        assertThat(first.getString("id")).startsWith("chatcmpl-");
        String id = first.getString("id");
        long created = first.getLong("created");
        assertThat(first).isEqualTo(chunk(id, created, """
                {"index": 0, "delta": {"role": "assistant", "content": "", "refusal": null},
                 "logprobs": null, "finish_reason": null}
                """));
        assertThat(events.get(1).json()).isEqualTo(chunk(id, created, """
                {"index": 0, "delta": {"content": "Hell"}, "logprobs": null, "finish_reason": null}
                """));
        assertThat(events.get(4).json()).isEqualTo(chunk(id, created, """
                {"index": 0, "delta": {}, "logprobs": null, "finish_reason": "stop"}
                """));
        assertThat(events.getLast().isDone()).isTrue();
        assertThat(text(events)).isEqualTo("Hello you");
    }

    private static JsonObject chunk(String id, long created, String choice) {
        return new JsonObject()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", "sim-echo")
                .put("choices", new JsonArray().add(new JsonObject(choice)))
                .put("system_fingerprint", "fp_ecluse_simulator")
                .put("x_sim", new JsonObject().put("unknown", "kept"));
    }

    @Test
    void theUsageComesLastAndOnlyWhenAsked() {
        // When
        List<ServerEvent> events =
                SIMULATOR.events(CHAT, chat("sim-echo", "Hello you").put("stream_options", WITH_USAGE));
        // Then
        JsonObject usage = events.get(events.size() - 2).json();
        assertThat(usage.getJsonArray("choices")).isEmpty();
        assertThat(usage.getJsonObject("usage").getInteger("completion_tokens")).isEqualTo(3);
        assertThat(usage.getJsonObject("usage").getInteger("prompt_tokens")).isEqualTo(3);
        assertThat(events.subList(0, events.size() - 2)).allSatisfy(event -> {
            assertThat(event.json().containsKey("usage")).isTrue();
            assertThat(event.json().getValue("usage")).isNull();
        });
        assertThat(events.getLast().isDone()).isTrue();
    }

    @Test
    void plainAndStreamedAgree() {
        // Given
        JsonObject request = chat("sim-chat", "hi").put("max_tokens", 20).put("sim", sim("tokens_per_second", 0));
        // When
        JsonObject plain = SIMULATOR.answer(CHAT, request);
        List<ServerEvent> streamed = SIMULATOR.events(CHAT, request.copy().put("stream_options", WITH_USAGE));
        // Then
        JsonObject choice = plain.getJsonArray("choices").getJsonObject(0);
        assertThat(text(streamed)).isEqualTo(choice.getJsonObject("message").getString("content"));
        assertThat(streamed.get(streamed.size() - 3).choice().getString("finish_reason"))
                .isEqualTo(choice.getString("finish_reason"))
                .isEqualTo("length");
        assertThat(streamed.get(streamed.size() - 2).json().getJsonObject("usage"))
                .isEqualTo(plain.getJsonObject("usage"));
    }

    @Test
    void severalChoicesComeSideBySide() {
        List<ServerEvent> events = SIMULATOR.events(
                CHAT,
                chat("sim-chat", "hi").put("n", 2).put("sim", sim("tokens", 3).put("tokens_per_second", 0)));
        List<Integer> indexes = events.stream()
                .filter(event -> !event.isDone())
                .map(event -> event.choice().getInteger("index"))
                .toList();
        // Roles, three tokens each, reasons
        assertThat(indexes).containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    }

    @Test
    void theNumberOfEventsCanBeChosen() {
        JsonObject request = chat("sim-echo", "one two three four five six").put("sim", sim("events", 2));
        List<ServerEvent> events = SIMULATOR.events(CHAT, request);
        // A role, two pieces, a reason, the end mark
        assertThat(events).hasSize(5);
        assertThat(text(events)).isEqualTo("one two three four five six");
    }

    @Test
    void anEmptyEchoIsAStreamWithoutContent() {
        List<ServerEvent> events = SIMULATOR.events(CHAT, chat("sim-echo", ""));
        assertThat(events).hasSize(3);
        assertThat(events.get(1).choice().getString("finish_reason")).isEqualTo("stop");
    }

    @Test
    void theStreamCanBeWrittenInPiecesOfAnySize() {
        JsonObject request = chat("sim-echo", "Hello 😀 world");
        for (int size : new int[] {1, 7, 100_000}) {
            List<ServerEvent> events = SIMULATOR.events(CHAT, request.copy().put("sim", sim("chunk_bytes", size)));
            assertThat(text(events)).isEqualTo("Hello 😀 world");
            assertThat(events.getLast().isDone()).isTrue();
        }
    }

    @Test
    void theHeadersSayWhatComesAndFromWhom() {
        HttpResponse<String> response =
                SIMULATOR.post(CHAT, chat("sim-echo", "x").put("stream", true).encode());
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(response.headers().firstValue("server")).hasValue("ecluse-model-simulator");
        assertThat(response.headers().firstValue("x-request-id"))
                .hasValue("sim-" + SIMULATOR.lastRecorded().getLong("id"));
    }

    @Test
    void theRecordCountsTheEvents() {
        List<ServerEvent> events = SIMULATOR.events(CHAT, chat("sim-echo", "a b c"));
        assertThat(SIMULATOR.lastRecorded().getInteger("events_sent"))
                .isEqualTo(events.size())
                .isEqualTo(6);
    }
}
