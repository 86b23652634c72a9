package fr.ecluse.blackbox;

import static org.citrusframework.http.actions.HttpActionBuilder.http;
import static org.citrusframework.validation.json.JsonPathMessageValidationContext.Builder.jsonPath;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.GatewayProcess;
import org.citrusframework.TestActionBuilder;
import org.citrusframework.http.client.HttpClient;
import org.citrusframework.http.client.HttpClientBuilder;
import org.citrusframework.validation.json.JsonPathMessageValidationContext;
import org.springframework.http.HttpStatus;

/** Somebody who calls the gateway, as steps of a test: a question, and what is expected of the answer. */
final class Caller {

    /** The variable that has the code of the last refusal. */
    static final String CODE = "code";

    private static final int LIMIT_MILLIS = 30_000;

    private final HttpClient gateway;

    private Caller(HttpClient gateway) {
        this.gateway = gateway;
    }

    static Caller of(GatewayProcess gateway) {
        return new Caller(new HttpClientBuilder()
                .requestUrl(gateway.url().toString())
                .timeout(LIMIT_MILLIS)
                .build());
    }

    /**
     * Asks a model something.
     *
     * @param credential may be a variable of the test, such as <code>${token}</code>
     */
    TestActionBuilder<?> asks(String model, String credential) {
        return http().client(gateway)
                .send()
                .post(Chats.PATH)
                .message()
                .header("Authorization", "Bearer " + credential)
                .contentType("application/json")
                .body(Chats.plain(model, "a question of state"));
    }

    /** Asks who the gateway thinks it is. */
    TestActionBuilder<?> asksWhoItIs(String credential) {
        return http().client(gateway).send().get("/v1/me").message().header("Authorization", "Bearer " + credential);
    }

    /** The model answers. */
    TestActionBuilder<?> isAnswered() {
        return isTold(jsonPath().expression("$.object", "chat.completion"));
    }

    /** The gateway answers, with this among it. */
    TestActionBuilder<?> isTold(JsonPathMessageValidationContext.Builder expected) {
        return receives(HttpStatus.OK, expected);
    }

    /** The gateway refuses, whatever its reason: {@link #CODE} has it. */
    TestActionBuilder<?> isRefused() {
        return http().client(gateway)
                .receive()
                .response()
                .message()
                .extract(jsonPath().expression("$.error.code", CODE).asExtractor());
    }

    /** The gateway refuses, with this status and this code. */
    TestActionBuilder<?> isRefused(HttpStatus status, String code) {
        return receives(status, jsonPath().expression("$.error.code", code));
    }

    /** The access rules deny, for this reason. */
    TestActionBuilder<?> isDenied(String reason) {
        return receives(
                HttpStatus.FORBIDDEN,
                jsonPath()
                        .expression("$.error.code", "access_denied")
                        .expression("$.error.reasons.size()", 1)
                        .expression("$.error.reasons[0].code", reason));
    }

    private TestActionBuilder<?> receives(HttpStatus status, JsonPathMessageValidationContext.Builder expected) {
        return http().client(gateway).receive().response(status).message().validate(expected);
    }
}
