package fr.ecluse.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.acceptance.support.ApiAnswer;
import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics that dashboards and alerts are built on. */
@OnSharedTestBed
class MetricsTest {

    private final GatewayProcess gateway;
    private final ApiClient agent;

    MetricsTest(GatewayProcess gateway) {
        this.gateway = gateway;
        this.agent = gateway.client(DemoKey.AGENT);
    }

    @BeforeEach
    void callAModel() {
        ApiAnswer plain = agent.post(Chats.PATH, Chats.plain("renamed-echo", "Bonjour"));
        ApiAnswer streamed = agent.post(Chats.PATH, Chats.streamed("renamed-echo", "Bonjour"));
        assertThat(plain.status()).isEqualTo(200);
        assertThat(streamed.status()).isEqualTo(200);
        // The record is written after the meters have counted.
        gateway.usage().await(plain.requestId());
        gateway.usage().await(streamed.requestId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecluse_decisions_total\\{api=\"ai\",code=\"none\",decision=\"proceed\",operation=\"createChatCompletion\","
                        + "step=\"contract\"}",
                "ecluse_overhead_seconds_bucket\\{flow=\"ai.chat\",le=\"[^\"]+\"}",
                "ecluse_policy_seconds_bucket\\{flow=\"ai.chat\",step=\"identity\",le=\"[^\"]+\"}",
                "ecluse_requests_total\\{api=\"ai\",code=\"none\",operation=\"createChatCompletion\",result=\"completed\"}",
                "ecluse_streams_open\\{flow=\"ai.chat\"}",
                "gen_ai_client_token_usage_bucket\\{gen_ai_operation_name=\"chat\",gen_ai_request_model=\"renamed-echo\","
                        + "gen_ai_token_type=\"input\",le=\"[^\"]+\"}",
                "gen_ai_client_token_usage_bucket\\{gen_ai_operation_name=\"chat\",gen_ai_request_model=\"renamed-echo\","
                        + "gen_ai_token_type=\"output\",le=\"[^\"]+\"}",
                "gen_ai_client_operation_duration_seconds_bucket\\{error_type=\"none\",gen_ai_operation_name=\"chat\","
                        + "gen_ai_request_model=\"renamed-echo\",le=\"[^\"]+\"}",
                "gen_ai_server_request_duration_seconds_bucket\\{error_type=\"none\",gen_ai_operation_name=\"chat\","
                        + "gen_ai_request_model=\"renamed-echo\",le=\"[^\"]+\"}",
                "gen_ai_server_time_per_output_token_seconds_bucket\\{gen_ai_operation_name=\"chat\","
                        + "gen_ai_request_model=\"renamed-echo\",le=\"[^\"]+\"}",
                "gen_ai_server_time_to_first_token_seconds_bucket\\{gen_ai_operation_name=\"chat\","
                        + "gen_ai_request_model=\"renamed-echo\",le=\"[^\"]+\"}",
            })
    void meterIsThere(String meter) {
        assertThat(metrics()).containsPattern(Pattern.compile("(?m)^" + meter + " \\d"));
    }

    @Test
    void refusalIsCountedByItsCode() {
        String counter = "ecluse_requests_total{api=\"ai\",code=\"model_not_found\","
                + "operation=\"createChatCompletion\",result=\"refused\"}";
        double before = value(counter);

        ApiAnswer answer = agent.post(Chats.PATH, Chats.plain("no-such-model", "Bonjour"));

        gateway.usage().await(answer.requestId());
        assertThat(value(counter)).isEqualTo(before + 1);
    }

    @Test
    void refusalIsCountedAtTheStepThatRefused() {
        String counter = "ecluse_decisions_total{api=\"ai\",code=\"contract_violation\",decision=\"refuse\","
                + "operation=\"createChatCompletion\",step=\"contract\"}";
        double before = value(counter);

        ApiAnswer answer = agent.post(Chats.PATH, "{}");

        gateway.usage().await(answer.requestId());
        assertThat(value(counter)).isEqualTo(before + 1);
    }

    @Test
    void openStreamIsCountedWhileItIsOpen() throws IOException {
        String gauge = "ecluse_streams_open{flow=\"ai.chat\"}";
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.post(
                    Chats.PATH, gateway.key(DemoKey.AGENT), Chats.streamed("sim-chat", "Raconte.", "\"tokens\":3000"));
            assertThat(client.readHead().status()).isEqualTo(200);
            assertThat(client.readEvent()).isPresent();

            assertThat(value(gauge)).isEqualTo(1);
        }
        await().until(() -> value(gauge) == 0);
    }

    @Test
    void labelsHoldNothingThatCallersMakeUp() {
        String madeUp = "made-up-7f3a";
        agent.post(Chats.PATH, Chats.plain(madeUp, madeUp));
        agent.get("/v1/models/" + madeUp);
        agent.get("/v1/" + madeUp);
        gateway.stranger().get("/" + madeUp, "X-Request-Id", madeUp);

        assertThat(metrics()).doesNotContain(madeUp);
    }

    private String metrics() {
        return gateway.managementStranger().get("/q/metrics").text();
    }

    private double value(String meter) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(meter + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(meter.length() + 1)))
                .sum();
    }
}
