package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.chat;
import static fr.ecluse.simulator.Requests.response;
import static fr.ecluse.simulator.Requests.sim;
import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static fr.ecluse.simulator.RunningSimulator.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailingModelsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    private static JsonObject error(HttpResponse<String> response) {
        return new JsonObject(response.body()).getJsonObject("error");
    }

    /** Reads until the connection breaks, as it must. */
    private static String readUntilBroken(InputStream stream) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        assertThatThrownBy(() -> stream.transferTo(read)).isInstanceOf(IOException.class);
        return read.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theBusyModelNamesAWait() {
        HttpResponse<String> response =
                SIMULATOR.post(CHAT, chat("sim-429", "x").encode());
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("1");
        assertThat(error(response).getString("code")).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void theFlakyModelFailsEverySecondTime() {
        SIMULATOR.clearRecords();
        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(_ ->
                        SIMULATOR.post(CHAT, chat("sim-flaky", "x").encode()).statusCode())
                .toList();
        assertThat(statuses).containsExactly(200, 500, 200, 500, 200, 500);
        assertThat(SIMULATOR.post(CHAT, chat("sim-flaky", "x").encode()).body()).contains("\"content\":\"x\"");
    }

    @Test
    void aMistakeIsNotARequestToTheFlakyModel() {
        SIMULATOR.clearRecords();
        SIMULATOR.post(CHAT, chat("sim-flaky", "x").put("n", 0).encode());
        assertThat(SIMULATOR.post(CHAT, chat("sim-flaky", "x").encode()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theHangingModelSaysNothing() {
        assertThatThrownBy(() -> SIMULATOR
                        .http()
                        .send(
                                SIMULATOR
                                        .request(CHAT)
                                        .timeout(Duration.ofMillis(300))
                                        .POST(HttpRequest.BodyPublishers.ofString(
                                                chat("sim-hang", "x").encode()))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void theGarbageIsNoJson() {
        HttpResponse<String> plain =
                SIMULATOR.post(CHAT, chat("sim-garbage", "x").encode());
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.headers().firstValue("content-type")).hasValue("application/json");
        assertThatThrownBy(() -> new JsonObject(plain.body())).isInstanceOf(DecodeException.class);

        List<ServerEvent> events = SIMULATOR.events(CHAT, chat("sim-garbage", "x"));
        assertThat(events)
                .isNotEmpty()
                .allSatisfy(event -> assertThatThrownBy(event::json).isInstanceOf(DecodeException.class));
    }

    @Test
    void theCutStreamEndsInTheMiddle() {
        String read = readUntilBroken(SIMULATOR.open(CHAT, chat("sim-cut", "x")));
        assertThat(ServerEvent.parse(read)).hasSize(5).noneMatch(ServerEvent::isDone);
        assertThat(SIMULATOR.lastRecorded().getBoolean("cancelled")).isFalse();
        assertThat(SIMULATOR.lastRecorded().getInteger("events_sent")).isEqualTo(5);

        String responses = readUntilBroken(
                SIMULATOR.open(RESPONSES, response("sim-cut", "x").put("sim", sim("cut_after", 7))));
        assertThat(ServerEvent.parse(responses)).hasSize(7);
    }

    @Test
    void theCutDocumentIsShorterThanItSays() {
        HttpResponse<InputStream> response = SIMULATOR.send(
                SIMULATOR.posting(CHAT, chat("sim-cut", "x").encode()), HttpResponse.BodyHandlers.ofInputStream());
        long announced = response.headers().firstValueAsLong("content-length").orElseThrow();
        String read = readUntilBroken(response.body());
        assertThat((long) read.length()).isPositive().isLessThan(announced);
    }

    @Test
    void everyModelCanBeCut() {
        JsonObject request = chat("sim-echo", "Hello").put("sim", sim("cut_after", 10));
        HttpResponse<InputStream> plain =
                SIMULATOR.send(SIMULATOR.posting(CHAT, request.encode()), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(readUntilBroken(plain.body())).hasSize(10);

        request.put("sim", sim("cut_after", 2));
        assertThat(ServerEvent.parse(readUntilBroken(SIMULATOR.open(CHAT, request))))
                .hasSize(2);
    }

    @Test
    void theConnectionCanBreakBeforeTheAnswer() {
        JsonObject request = chat("sim-echo", "Hello").put("sim", sim("cut_after", 0));
        assertThatThrownBy(() -> SIMULATOR.post(CHAT, request.encode())).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() ->
                        SIMULATOR.post(CHAT, request.copy().put("stream", true).encode()))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anErrorCanBeAskedForWithItsWait() {
        JsonObject request =
                chat("sim-echo", "x").put("sim", sim("error_status", 503).put("retry_after", 7));
        HttpResponse<String> response = SIMULATOR.post(CHAT, request.encode());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).hasValue("7");
        assertThat(error(response).getString("type")).isEqualTo("server_error");
        assertThat(SIMULATOR.lastRecorded().getInteger("status")).isEqualTo(503);
    }
}
