package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.chat;
import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static fr.ecluse.simulator.RunningSimulator.COMPLETIONS;
import static fr.ecluse.simulator.RunningSimulator.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    private static JsonObject error(HttpResponse<String> response) {
        JsonObject error = new JsonObject(response.body()).getJsonObject("error");
        assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        return error;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{\"a\":}", "{} {}", "\"text\""})
    void whatIsNoJsonObjectIsRefused(String body) {
        HttpResponse<String> response = SIMULATOR.post(CHAT, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).getString("type")).isEqualTo("invalid_request_error");
    }

    @Test
    void absurdlyDeepJsonIsRefused() {
        assertThat(SIMULATOR.post(CHAT, "{\"a\":".repeat(100_000)).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, COMPLETIONS, RESPONSES, RunningSimulator.EMBEDDINGS})
    void anUnknownModelIsNotFound(String path) {
        HttpResponse<String> response =
                SIMULATOR.post(path, new JsonObject().put("model", "gpt").encode());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response).getString("code")).isEqualTo("model_not_found");
        assertThat(error(response).getString("message")).contains("`gpt`");
    }

    @Test
    void theEmbeddingModelDoesNotWrite() {
        HttpResponse<String> response =
                SIMULATOR.post(CHAT, chat("embedding-minilm", "x").encode());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response).getString("message")).contains("v1/chat/completions");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /v1/chat/completions | {"messages":[{"role":"user"}]}                         | model
                    /v1/chat/completions | {"model":7}                                            | model
                    /v1/chat/completions | {"model":"sim-echo"}                                   | messages
                    /v1/chat/completions | {"model":"sim-echo","messages":[]}                     | messages
                    /v1/chat/completions | {"model":"sim-echo","messages":{}}                     | messages
                    /v1/chat/completions | {"model":"sim-echo","messages":["x"]}                  | messages[0]
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"content":"x"}]}      | messages[0].role
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"role":"user","content":7}]} | messages[0].content
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"role":"user"}],"n":0} | n
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"role":"user"}],"n":1.5} | n
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"role":"user"}],"max_tokens":0} | max_tokens
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"role":"user"}],"stream":"yes"} | stream
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"role":"user"}],"stream_options":{}} | stream_options
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"role":"user"}],"tools":[7]} | tools[0]
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"role":"user"}],"sim":{"speed":1}} | sim.speed
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"role":"user"}],"sim":{"error_status":200}} | sim.error_status
                    /v1/chat/completions | {"model":"sim-echo","messages":[{"role":"user"}],"sim":{"tokens_per_second":"x"}} | sim.tokens_per_second
                    /v1/completions      | {"model":"sim-echo"}                                   | prompt
                    /v1/completions      | {"model":"sim-echo","prompt":[1,2]}                    | prompt
                    /v1/completions      | {"model":"sim-echo","prompt":["a","b"],"n":100}        | n
                    /v1/responses        | {"model":"sim-echo"}                                   | input
                    /v1/responses        | {"model":"sim-echo","input":7}                         | input
                    /v1/responses        | {"model":"sim-echo","input":[7]}                       | input[0]
                    """)
    void aWrongFieldIsNamed(String path, String body, String param) {
        HttpResponse<String> response = SIMULATOR.post(path, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).getString("param")).isEqualTo(param);
    }

    @Test
    void anUnknownPathIsNotFound() {
        HttpResponse<String> response = SIMULATOR.post("/v1/nothing", "{}");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response).getString("message")).isEqualTo("Invalid URL (POST /v1/nothing)");
        assertThat(SIMULATOR.lastRecorded().getString("path")).isEqualTo("/v1/nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/%zz", "GET /v1/%4", "OPTIONS *", "GET /sim/requests?since=%zz"})
    void aMalformedTargetIsRefused(String target) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SIMULATOR.port())) {
            String head = target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("invalid_request_error");
        }
    }

    @Test
    void aWrongMethodIsRefused() {
        HttpResponse<String> response = SIMULATOR.get(CHAT);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(error(response).getString("code")).isEqualTo("method_not_supported");
    }

    @Test
    void aBodyWithoutEndIsRefused() {
        byte[] body = new byte[BodyReader.MAX_BYTES + 1];
        HttpResponse<String> response = SIMULATOR.send(
                SIMULATOR
                        .request(CHAT)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(error(response).getString("code")).isEqualTo("request_too_large");
    }

    @Test
    void theContentTypeDoesNotMatter() {
        HttpResponse<String> response = SIMULATOR.send(
                SIMULATOR
                        .request(CHAT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                chat("sim-echo", "x".repeat(20_000)).encode()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
    }
}
