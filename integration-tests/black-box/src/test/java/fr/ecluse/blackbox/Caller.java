package fr.ecluse.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.GatewayProcess;

/** Somebody who chats, and knows what answer to expect. */
final class Caller {

    private final ApiClient gateway;

    private Caller(ApiClient gateway) {
        this.gateway = gateway;
    }

    static Caller of(GatewayProcess gateway) {
        return new Caller(gateway.stranger());
    }

    /** The model answers. */
    void isAnswered(String credential, String model) {
        ApiAnswer answer = chat(credential, model);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** The gateway refuses, with this status and this code. */
    void isRefused(String credential, String model, int status, String code) {
        ApiAnswer answer = chat(credential, model);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.errorCode()).isEqualTo(code);
    }

    /**
     * The gateway refuses.
     *
     * @return with which code
     */
    String refusal(String credential, String model) {
        ApiAnswer answer = chat(credential, model);
        assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
        return answer.errorCode();
    }

    /** The access rules deny, for this reason. */
    void isDenied(String credential, String model, String reason) {
        ApiAnswer answer = chat(credential, model);
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.errorCode()).isEqualTo("access_denied");
        assertThat(answer.error().path("reasons").valueStream())
                .extracting(each -> each.path("code").asString())
                .containsExactly(reason);
    }

    private ApiAnswer chat(String credential, String model) {
        return gateway.post(
                Chats.PATH, Chats.plain(model, "a question of state"), "Authorization", "Bearer " + credential);
    }
}
