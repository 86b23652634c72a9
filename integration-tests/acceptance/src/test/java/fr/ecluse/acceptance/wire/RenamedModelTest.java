package fr.ecluse.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Events;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A model that is called something else upstream: the caller sees its alias only, the upstream its own name only. */
@OnSharedTestBed
class RenamedModelTest {

    private static final String TEXT = "Le modèle \"sim-echo\" répond.";

    private final ApiClient agent;
    private final SimulatorProcess simulator;

    RenamedModelTest(GatewayProcess gateway, SimulatorProcess simulator) {
        this.agent = gateway.client(DemoKey.AGENT);
        this.simulator = simulator;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/chat/completions | renamed-echo      | sim-echo         | "messages":[{"role":"user","content":"Bonjour"}]
            /v1/completions      | renamed-echo      | sim-echo         | "prompt":"Bonjour"
            /v1/responses        | renamed-echo      | sim-echo         | "input":"Bonjour"
            /v1/embeddings       | renamed-embedding | embedding-minilm | "input":"Bonjour"
            """)
    void plainAnswerCarriesTheAlias(String path, String alias, String upstreamName, String content) {
        ApiAnswer answer = agent.post(path, "{\"model\":\"" + alias + "\"," + content + "}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("model").asString()).isEqualTo(alias);
        assertThat(answer.header("X-Ecluse-Model")).hasValue(alias);
        assertThatUpstreamWasAskedFor(upstreamName, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/chat/completions | "messages":[{"role":"user","content":"Bonjour tout le monde"}]
            /v1/completions      | "prompt":"Bonjour tout le monde"
            """)
    void everyChunkCarriesTheAlias(String path, String content) {
        ApiAnswer answer = agent.post(path, "{\"model\":\"renamed-echo\",\"stream\":true," + content + "}");

        List<JsonNode> chunks = Events.json(answer.data());
        assertThat(chunks)
                .hasSizeGreaterThan(3)
                .allSatisfy(chunk -> assertThat(chunk.path("model").asString()).isEqualTo("renamed-echo"));
        assertThat(answer.data().getLast())
                .satisfies(last -> assertThat(Events.isDone(last)).isTrue());
        assertThatUpstreamWasAskedFor("sim-echo", answer);
    }

    @Test
    void everyEventOfAResponseThatNamesTheModelNamesTheAlias() {
        ApiAnswer answer =
                agent.post("/v1/responses", "{\"model\":\"renamed-echo\",\"stream\":true,\"input\":\"Bonjour\"}");

        List<JsonNode> responses = Events.json(answer.data()).stream()
                .map(event -> event.path("response"))
                .filter(JsonNode::isObject)
                .toList();
        assertThat(responses)
                .hasSize(3)
                .allSatisfy(response ->
                        assertThat(response.path("model").asString()).isEqualTo("renamed-echo"));
        assertThatUpstreamWasAskedFor("sim-echo", answer);
    }

    @Test
    void textsThatLookLikeTheNameStay() {
        ApiAnswer answer = agent.post(
                Chats.PATH,
                Chats.with(Chats.streamed("renamed-echo", TEXT), "\"user\":\"renamed-echo\",\"x\":{\"model\":\"m\"}"));

        assertThat(Events.chatText(answer.data())).isEqualTo(TEXT);
        JsonNode upstream = simulator.journal().one(answer.requestId()).json();
        assertThat(upstream.path("user").asString()).isEqualTo("renamed-echo");
        assertThat(upstream.at("/x/model").asString()).isEqualTo("m");
    }

    @Test
    void errorNamesNoUpstreamModel() {
        ApiAnswer answer =
                agent.post(Chats.PATH, Chats.with(Chats.plain("renamed-echo", "x"), "\"sim\":{\"error_status\":503}"));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).doesNotContain("sim-echo", "simulated");
    }

    @Test
    void listKnowsTheAlias() {
        JsonNode models = agent.get("/v1/models").json();

        assertThat(models.path("data").findValuesAsString("id")).contains("renamed-echo", "renamed-embedding");
        assertThat(agent.get("/v1/models/renamed-echo").json().path("id").asString())
                .isEqualTo("renamed-echo");
    }

    private void assertThatUpstreamWasAskedFor(String name, ApiAnswer answer) {
        String body = simulator.journal().one(answer.requestId()).body();
        assertThat(Json.parse(body).path("model").asString()).isEqualTo(name);
        assertThat(body).doesNotContain("renamed");
    }
}
