package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.chat;
import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    @BeforeEach
    void forgetOtherTests() {
        SIMULATOR.clearRecords();
    }

    @Test
    void itSaysThatItIsASimulator() {
        HttpResponse<String> page = SIMULATOR.get("/");
        assertThat(page.body()).contains("simulator").contains("NOT a language model");
        assertThat(page.headers().firstValue("server")).hasValue("ecluse-model-simulator");
        JsonObject health = new JsonObject(SIMULATOR.get("/sim/health").body());
        assertThat(health.getString("status")).isEqualTo("UP");
        assertThat(health.getBoolean("simulator")).isTrue();
        await().until(() -> SIMULATOR.inFlight() == 0);
    }

    @Test
    void theModelsAreListed() {
        JsonObject list = new JsonObject(SIMULATOR.get("/v1/models").body());
        assertThat(list.getString("object")).isEqualTo("list");
        assertThat(list.getJsonArray("data").stream().map(model -> ((JsonObject) model).getString("id")))
                .containsExactly(
                        "sim-echo",
                        "sim-chat",
                        "sim-slow",
                        "sim-hang",
                        "sim-flaky",
                        "sim-429",
                        "sim-cut",
                        "sim-garbage",
                        "embedding-minilm");
        assertThat(new JsonObject(SIMULATOR.get("/v1/models/sim-echo").body()))
                .isEqualTo(list.getJsonArray("data").getJsonObject(0));
        assertThat(SIMULATOR.get("/v1/models/nope").statusCode()).isEqualTo(404);
    }

    @Test
    void aRequestIsRecordedAsItCame() {
        // Given a request with repeated headers and odd spacing
        String body = "{ \"model\":\"sim-echo\",  \"messages\":[{\"role\":\"user\",\"content\":\"é\"}] }";
        HttpRequest request = SIMULATOR
                .request(CHAT + "?a=1&a=2")
                .header("X-Twice", "one")
                .header("X-Twice", "two")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        // When
        long before = System.currentTimeMillis();
        SIMULATOR.send(request, HttpResponse.BodyHandlers.ofString());
        // Then
        JsonObject entry = await().until(SIMULATOR::lastRecorded, record -> record.getValue("finished_at") != null);
        assertThat(entry.getString("method")).isEqualTo("POST");
        assertThat(entry.getString("version")).isEqualTo("http/1.1");
        assertThat(entry.getString("path")).isEqualTo(CHAT);
        assertThat(entry.getString("query")).isEqualTo("a=1&a=2");
        assertThat(entry.getString("body")).isEqualTo(body);
        assertThat(entry.getInteger("body_bytes")).isEqualTo(body.length() + 1);
        assertThat(entry.getJsonArray("headers").stream()
                        .map(header -> (JsonArray) header)
                        .filter(header -> header.getString(0).equalsIgnoreCase("x-twice"))
                        .map(header -> header.getString(1)))
                .containsExactly("one", "two");
        assertThat(List.of(
                        before,
                        entry.getLong("received_at"),
                        entry.getLong("first_byte_at"),
                        entry.getLong("finished_at"),
                        System.currentTimeMillis()))
                .isSorted();
        assertThat(entry.getBoolean("cancelled")).isFalse();
        assertThat(entry.getInteger("status")).isEqualTo(200);
    }

    @Test
    void onlyNewRecordsAreListedWhenAsked() {
        SIMULATOR.answer(CHAT, chat("sim-echo", "one"));
        long first = SIMULATOR.lastRecorded().getLong("id");
        SIMULATOR.answer(CHAT, chat("sim-echo", "two"));
        JsonArray later =
                new JsonArray(SIMULATOR.get("/sim/requests?since=" + first).body());
        assertThat(later).hasSize(1);
        assertThat(later.getJsonObject(0).getString("body")).contains("two");
        assertThat(SIMULATOR.get("/sim/requests?since=x").statusCode()).isEqualTo(400);
    }

    @Test
    void theSimulatorsOwnPagesAreNotRecorded() {
        SIMULATOR.get("/");
        SIMULATOR.get("/sim/health");
        assertThat(SIMULATOR.get("/sim/nothing").statusCode()).isEqualTo(404);
        assertThat(SIMULATOR.recorded()).isEmpty();
    }

    @Test
    void aLongBodyIsRecordedInPart() {
        SIMULATOR.answer(CHAT, chat("sim-echo", "x".repeat(2 << 20)));
        assertThat(SIMULATOR.lastRecorded().getString("body")).hasSize(1 << 20);
        assertThat(SIMULATOR.lastRecorded().getInteger("body_bytes")).isGreaterThan(2 << 20);
    }
}
