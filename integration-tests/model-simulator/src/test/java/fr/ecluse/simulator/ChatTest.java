package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.chat;
import static fr.ecluse.simulator.Requests.message;
import static fr.ecluse.simulator.Requests.sim;
import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChatTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    private static JsonObject choice(JsonObject answer, int index) {
        return answer.getJsonArray("choices").getJsonObject(index);
    }

    private static String content(JsonObject answer, int index) {
        return choice(answer, index).getJsonObject("message").getString("content");
    }

    @Test
    void anEchoHasTheShapeOfAChatCompletion() {
        // When
        JsonObject answer = SIMULATOR.answer(CHAT, chat("sim-echo", "Hello big world"));
        // Then
        assertThat(answer.getString("id")).startsWith("chatcmpl-");
        assertThat(answer.getLong("created")).isCloseTo(System.currentTimeMillis() / 1_000, within(5L));
        answer.remove("id");
        answer.remove("created");
        assertThat(answer).isEqualTo(new JsonObject("""
                {"object": "chat.completion", "model": "sim-echo",
                 "choices": [{"index": 0,
                              "message": {"role": "assistant", "content": "Hello big world", "refusal": null,
                                          "annotations": []},
                              "logprobs": null, "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 5, "completion_tokens": 5, "total_tokens": 10,
                           "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
                           "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0,
                               "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}},
                 "service_tier": "default", "system_fingerprint": "fp_ecluse_simulator",
                 "x_sim": {"unknown": "kept"}}
                """));
    }

    @Test
    void anEchoIsOfTheLastUserMessage() {
        JsonObject request = new JsonObject()
                .put("model", "sim-echo")
                .put(
                        "messages",
                        new JsonArray()
                                .add(message("system", "Be brief."))
                                .add(message("user", "first"))
                                .add(message("assistant", "answer"))
                                .add(new JsonObject("""
                                        {"role": "user", "content": [
                                            {"type": "text", "text": "second"},
                                            {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
                                            {"type": "text", "text": "part"}]}
                                        """)));
        JsonObject answer = SIMULATOR.answer(CHAT, request);
        assertThat(content(answer, 0)).isEqualTo("second\npart");
        // Be brie f. | firs t | answ er | seco nd part
        assertThat(answer.getJsonObject("usage").getInteger("prompt_tokens")).isEqualTo(10);
    }

    @Test
    void anEchoKeepsEveryCharacter() {
        String text = "  « été » \u0000\t\"\\ 😀 \ud83d lone\r\n";
        assertThat(content(SIMULATOR.answer(CHAT, chat("sim-echo", text)), 0)).isEqualTo(text);
    }

    @Test
    void equalRequestsHaveEqualEchoes() {
        JsonObject request = chat("sim-echo", "again");
        JsonObject first = SIMULATOR.answer(CHAT, request);
        JsonObject second = SIMULATOR.answer(CHAT, request);
        assertThat(first.getString("id")).isNotEqualTo(second.getString("id"));
        for (JsonObject answer : List.of(first, second)) {
            answer.remove("id");
            answer.remove("created");
        }
        assertThat(first).isEqualTo(second);
    }

    @Test
    void severalChoicesAreNumbered() {
        JsonObject request = chat("sim-chat", "hi").put("n", 3).put("sim", sim("tokens", 10));
        JsonObject answer = SIMULATOR.answer(CHAT, request);
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            assertThat(choice(answer, i).getInteger("index")).isEqualTo(i);
            texts.add(content(answer, i));
        }
        assertThat(texts).hasSize(3);
        assertThat(answer.getJsonArray("choices")).hasSize(3);
        assertThat(answer.getJsonObject("usage").getInteger("completion_tokens"))
                .isEqualTo(30);
    }

    @Test
    void proseDependsOnTheSeedAlone() {
        JsonObject fast = sim("tokens_per_second", 0).put("first_token_ms", 0);
        String byDefault =
                content(SIMULATOR.answer(CHAT, chat("sim-chat", "one").put("sim", fast)), 0);
        String again = content(SIMULATOR.answer(CHAT, chat("sim-chat", "two").put("sim", fast)), 0);
        String seeded = content(
                SIMULATOR.answer(CHAT, chat("sim-chat", "one").put("seed", 2).put("sim", fast)), 0);
        assertThat(again).isEqualTo(byDefault);
        assertThat(seeded).isNotEqualTo(byDefault);
    }

    @Test
    void theLimitOfTokensIsHonoured() {
        for (String limit : List.of("max_tokens", "max_completion_tokens")) {
            JsonObject answer = SIMULATOR.answer(CHAT, chat("sim-chat", "hi").put(limit, 6));
            assertThat(choice(answer, 0).getString("finish_reason")).isEqualTo("length");
            assertThat(answer.getJsonObject("usage").getInteger("completion_tokens"))
                    .isEqualTo(6);
            assertThat(TextTokens.count(content(answer, 0))).isEqualTo(6);
        }
    }

    @Test
    void theTextCanBeDictated() {
        JsonObject request = chat("sim-chat", "hi").put("sim", sim("text", "Exactly this."));
        assertThat(content(SIMULATOR.answer(CHAT, request), 0)).isEqualTo("Exactly this.");
    }
}
