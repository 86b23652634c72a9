package fr.ecluse.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.JsonNode;

/** One record for every request to an operation, whatever became of it. */
@OnSharedTestBed
class UsageLedgerTest {

    private final GatewayProcess gateway;

    UsageLedgerTest(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/cases/usage-records.csv", numLinesToSkip = 1, delimiter = '|')
    void requestHasOneRecordThatSaysHowItEnded(
            String name, String path, String body, String result, int status, String error) {
        ApiAnswer answer = body == null
                ? gateway.client(DemoKey.AGENT).get(path)
                : gateway.client(DemoKey.AGENT).post(path, body);

        JsonNode entry = gateway.usage().await(answer.requestId());
        assertThat(entry.path("result").asString()).isEqualTo(result);
        assertThat(entry.path("status").asInt()).isEqualTo(status).isEqualTo(answer.status());
        assertThat(entry.path("error").asString(null)).isEqualTo(error);
        assertThat(entry.path("tenant").asString()).isEqualTo("demo");
        assertThat(entry.path("subject").asString()).hasSize(32).doesNotContain("agent");
        assertThat(entry.at("/ms/total").asDouble()).isPositive();
        assertThat(gateway.usage().of(answer.requestId())).hasSize(1);
    }

    @Test
    void strangerHasARecordWithoutASubject() {
        ApiAnswer answer = gateway.stranger().post(Chats.PATH, Chats.plain("sim-echo", "Bonjour"));

        JsonNode entry = gateway.usage().await(answer.requestId());
        assertThat(entry.path("result").asString()).isEqualTo("refused");
        assertThat(entry.path("error").asString()).isEqualTo("invalid_api_key");
        assertThat(entry.has("tenant")).isFalse();
        assertThat(entry.has("subject")).isFalse();
    }

    @Test
    void recordCountsTheTokensThatTheUpstreamCounted() {
        ApiAnswer answer = gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.plain("renamed-echo", "Bonjour"));

        JsonNode entry = gateway.usage().await(answer.requestId());
        assertThat(entry.path("model").asString()).isEqualTo("renamed-echo");
        assertThat(entry.path("deployment").asString()).isEqualTo("renamed-echo-1");
        assertThat(entry.path("zone").asString()).isEqualTo("cloud");
        assertThat(entry.at("/tokens/in").asInt())
                .isEqualTo(answer.json().at("/usage/prompt_tokens").asInt())
                .isPositive();
        assertThat(entry.at("/tokens/out").asInt())
                .isEqualTo(answer.json().at("/usage/completion_tokens").asInt())
                .isPositive();
    }

    @Test
    void recordOfAStreamCountsTokensThatTheCallerNeverSaw() {
        ApiAnswer answer = gateway.client(DemoKey.AGENT).post(Chats.PATH, Chats.streamed("sim-echo", "Bonjour"));

        JsonNode entry = gateway.usage().await(answer.requestId());
        assertThat(answer.text()).doesNotContain("usage");
        assertThat(entry.at("/tokens/in").asInt()).isPositive();
        assertThat(entry.at("/tokens/out").asInt()).isPositive();
        assertThat(entry.at("/produced/events").asInt()).isEqualTo(answer.data().size());
        assertThat(entry.at("/produced/bytes").asInt()).isEqualTo(answer.body().length);
    }

    @Test
    void everyRequestHasExactlyOneRecord() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            ids.add(gateway.client(DemoKey.AGENT)
                    .post(Chats.PATH, Chats.streamed("sim-echo", "Bonjour " + i))
                    .requestId());
        }

        assertThat(gateway.usage().await(ids))
                .extracting(entry -> entry.path("id").asString())
                .containsExactlyInAnyOrderElementsOf(ids);
    }
}
