package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.runtime.harness.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A request that the upstream refuses")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamErrorsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REQUEST = "{\"model\":\"m\",\"messages\":[],\"temperature\":9}";

    private TestGateway gateway;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        gateway = TestGateway.in(folder).chat().start();
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"error":{"message":"x","code":"context_length_exceeded"}}                                  | context_length_exceeded
            {"error":{"message":"x","code":"unsupported_value"}}                                        | unsupported_value
            {"error":{"message":"This model's maximum context length is 8192 tokens.","code":400}}      | context_length_exceeded
            {"object":"error","message":"8300 tokens, but the Context Window is 8192","code":3051}      | context_length_exceeded
            {"error":{"message":"x","type":"exceed_context_size_error","code":400}}                     | context_length_exceeded
            """)
    void tellsAReasonThatIsKnown(String theirs, String reason) throws Exception {
        JsonNode error = refused(400, theirs, "en");

        assertThat(error.path("code").asString()).isEqualTo("invalid_request");
        assertThat(error.path("reasons").size()).isEqualTo(1);
        assertThat(error.path("reasons").path(0).path("code").asString()).isEqualTo(reason);
        assertThat(error.path("reasons").path(0).path("message").asString())
                .isNotBlank()
                .isEqualTo(error.path("message").asString());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 415, 422})
    void keepsToItselfWhatElseTheUpstreamSays(int status) throws Exception {
        String theirs = "{\"error\":{\"message\":\"vllm on rack-17.internal:8000 (key sk-4711) got 'Bonjour'\","
                + "\"type\":\"rack-17\",\"param\":\"rack-17.internal\",\"code\":\"rack_17\",\"x\":\"rack-17\"}}";

        JsonNode error = refused(status, theirs, "en");

        assertThat(error.toString()).doesNotContain("rack", "internal", "vllm", "4711", "Bonjour", "reasons");
        assertThat(error.path("param").isNull()).isTrue();
        assertThat(error.path("message").asString()).contains("does not accept");
    }

    @ParameterizedTest(name = "{0} is told as {1}")
    @CsvSource(
            nullValues = "nothing",
            value = {
                "temperature, temperature",
                "messages[0].content, messages[0].content",
                "max_tokens, nothing",
                "temperature on rack-17, nothing",
                "messages.rack-17, nothing",
            })
    void namesTheParameterIfItIsOneOfTheRequest(String theirs, String ours) throws Exception {
        JsonNode error = refused(400, "{\"error\":{\"message\":\"x\",\"param\":\"" + theirs + "\"}}", "en");

        assertThat(error.path("param").asString(null)).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>rack-17</html>", "[]", "\"rack-17\"", "{\"error\":\"rack-17\"}", "{\"error\":{}}"})
    void isNoMoreThanRefusedIfTheUpstreamExplainsNothing(String theirs) throws Exception {
        JsonNode error = refused(400, theirs, "en");

        assertThat(error.path("message").asString()).contains("does not accept");
        assertThat(error.toString()).doesNotContain("rack");
    }

    @ParameterizedTest
    @EnumSource(UpstreamReason.class)
    void isExplainedInFourLanguages(UpstreamReason reason) throws Exception {
        String code = reason.name().toLowerCase(Locale.ROOT);
        Set<String> messages = new HashSet<>();
        for (String language : new String[] {"en", "fr", "de", "it"}) {
            messages.add(refused(400, "{\"error\":{\"code\":\"" + code + "\"}}", language)
                    .path("reasons")
                    .path(0)
                    .path("message")
                    .asString());
        }

        assertThat(messages).hasSize(4).doesNotContain("");
    }

    private JsonNode refused(int status, String theirs, String language) throws Exception {
        gateway.upstream().answers(status, theirs);

        HttpResponse<String> answer = gateway.send(gateway.request("/v1/chat/completions")
                .header("Accept-Language", language)
                .POST(BodyPublishers.ofString(REQUEST)));

        assertThat(answer.statusCode()).isEqualTo(400);
        return JSON.readTree(answer.body()).path("error");
    }
}
