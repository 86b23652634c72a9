package fr.ecluse.plugin.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Subjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

@DisplayName("A body of a stranger, held against the delivered contract")
class ContractPolicyFuzzTest {

    private static final FakeOperation CHAT = chat();
    private static final ContractPolicy POLICY = policy();
    private static final Set<ErrorCode> REFUSALS =
            Set.of(ErrorCode.INVALID_REQUEST, ErrorCode.CONTRACT_VIOLATION, ErrorCode.REQUEST_TOO_LARGE);

    /** It is accepted or refused as what it is; nothing else is thrown, and it is not changed. */
    @FuzzTest(maxDuration = "60s")
    void isAcceptedOrRefused(byte[] body) throws Exception {
        FakeExchange exchange = FakeExchange.to(CHAT)
                .subject(Subjects.agent())
                .header("Content-Type", "application/json")
                .body(body)
                .build();
        try {
            POLICY.onRequest(exchange);
        } catch (RefusalException e) {
            assertThat(e.refusal().code()).isIn(REFUSALS);
        }
        assertThat(exchange.body().bytes()).isEqualTo(body);
    }

    private static ContractPolicy policy() {
        ContractPolicy policy = new ContractPolicy();
        policy.prepare(CHAT);
        return policy;
    }

    private static FakeOperation chat() {
        try (InputStream in = Objects.requireNonNull(
                ContractPolicyFuzzTest.class.getResourceAsStream("/META-INF/ecluse/openapi/ai.yaml"))) {
            String yaml = new String(in.readAllBytes(), UTF_8);
            String json = new JsonMapper().writeValueAsString(new YAMLMapper().readTree(yaml));
            return FakeOperation.of("createChatCompletion", "POST", "/chat/completions", json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
