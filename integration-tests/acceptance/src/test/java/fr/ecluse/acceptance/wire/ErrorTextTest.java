package fr.ecluse.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Errors speak the caller's language; their codes are the same in all. */
@OnSharedTestBed
class ErrorTextTest {

    private final GatewayProcess gateway;
    private final ApiClient agent;

    ErrorTextTest(GatewayProcess gateway) {
        this.gateway = gateway;
        this.agent = gateway.client(DemoKey.AGENT);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/cases/error-texts.csv", useHeadersInDisplayName = true)
    void errorIsWordedInTheLanguageOfTheCaller(
            String accept, String model, int status, String code, String language, String message) {
        ApiAnswer answer = agent.post(Chats.PATH, Chats.plain(model, "Bonjour"), "Accept-Language", accept);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.errorCode()).isEqualTo(code);
        assertThat(answer.header("Content-Language")).hasValue(language);
        assertThat(answer.error().path("message").asString()).isEqualTo(message);
        assertThat(answer.error().path("request_id").asString()).isEqualTo(answer.requestId());
    }

    @Test
    void errorInAStreamIsWordedInTheLanguageOfTheCaller() {
        ApiAnswer answer = agent.post(Chats.PATH, Chats.streamed("sim-cut", "Bonjour"), "Accept-Language", "fr");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().getLast()).contains("Le service situé derrière la passerelle a échoué.");
    }

    @Test
    void errorOutsideOfTheAiApiIsAProblemDocument() {
        ApiAnswer answer = gateway.stranger().get("/nowhere", "Accept-Language", "de");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.json().path("code").asString()).isEqualTo("not_found");
        assertThat(answer.json().path("status").asInt()).isEqualTo(404);
        assertThat(answer.json().path("detail").asString()).isEqualTo("Diese Operation gibt es nicht.");
        assertThat(answer.json().path("request_id").asString()).isEqualTo(answer.requestId());
    }
}
