package fr.ecluse.plugin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Subjects;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The policy on the contract that is delivered. */
class DeliveredContractTest {

    private final Checks checks = new Checks();

    static Stream<JsonNode> examples() {
        return Cases.ai()
                .path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .flatMap(operation -> operation
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("examples")
                        .valueStream()
                        .map(example -> ((ObjectNode) example.deepCopy())
                                .put("operation", operation.path("operationId").asString())));
    }

    static Stream<JsonNode> accepted() {
        return Cases.in("accepted.json");
    }

    static Stream<JsonNode> refused() {
        return Cases.in("refused.json");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void acceptsItsOwnExamples(JsonNode example) throws Exception {
        assertThat(checks.told(request(example, "value"))).isEqualTo("accepted");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptsWhatClientsSend(JsonNode request) throws Exception {
        assertThat(checks.told(request(request, "body"))).isEqualTo("accepted");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesAndNamesTheField(JsonNode request) throws Exception {
        Refusal refusal = checks.refusal(request(request, "body")).orElseThrow();
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATION);
        assertThat(refusal.param().orElse("")).isEqualTo(request.path("param").asString());
        assertThat(refusal.reasons())
                .extracting(Reason::code)
                .contains(request.path("rule").asString());
    }

    @Test
    void reasonsAreAtMostTen() throws Exception {
        String message = "{\"role\":\"nobody\",\"content\":\"x\"},";
        String body =
                "{\"model\":\"m\",\"messages\":[" + message.repeat(500) + "{\"role\":\"user\",\"content\":\"x\"}]}";
        Refusal refusal = checks.refusal(Checks.json(chat(), body)).orElseThrow();
        assertThat(refusal.param()).contains("messages[0].role");
        assertThat(refusal.reasons()).hasSize(10);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "languages.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
    void speaksTheLanguageOfTheCaller(String language, String message, String reason) throws Exception {
        FakeExchange.Builder request = Checks.json(chat(), "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}")
                .languages(Locale.forLanguageTag(language));
        Refusal refusal = checks.refusal(request).orElseThrow();
        assertThat(refusal.message().orElseThrow().in(Locale.forLanguageTag(language)))
                .isEqualTo(message);
        assertThat(refusal.reasons()).extracting(Reason::message).containsExactly(reason);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "media-types.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
    void holdsTheContentTypeAgainstTheContract(
            @Nullable String contentType, @Nullable String contentEncoding, String told) throws Exception {
        FakeExchange.Builder request = FakeExchange.to(Cases.ai("createEmbedding"))
                .subject(Subjects.agent())
                .body("{\"model\":\"m\",\"input\":\"x\"}");
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (contentEncoding != null) {
            request.header("Content-Encoding", contentEncoding);
        }
        assertThat(checks.told(request)).isEqualTo(told);
    }

    @Test
    void twoContentTypesAreNone() throws Exception {
        assertThat(checks.told(Checks.json(chat(), "{}").header("Content-Type", "application/json")))
                .startsWith("unsupported_media_type");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "malformed.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
    void saysWhatIsWrongWithMalformedJson(String body, String told) throws Exception {
        assertThat(checks.told(Checks.json(chat(), body.translateEscapes()))).isEqualTo(told);
    }

    @Test
    void tooDeepJsonIsTooLarge() throws Exception {
        assertThat(checks.told(Checks.json(chat(), "[".repeat(101))))
                .startsWith("request_too_large - The body is nested too deeply, at byte ");
    }

    @Test
    void anotherEncodingIsNotJson() throws Exception {
        assertThat(checks.told(Checks.json(chat(), "").body(new byte[] {'"', (byte) 0xe9, '"'})))
                .isEqualTo("invalid_request - The body is not UTF-8 without a byte order mark, at byte 1.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"createChatCompletion", "createCompletion", "createEmbedding", "createResponse"})
    void aBodyThatIsRequiredMustBeThere(String operation) throws Exception {
        assertThat(checks.told(Checks.json(Cases.ai(operation), "")))
                .isEqualTo("invalid_request - This operation needs a body, and the request has none.");
    }

    @Test
    void anOperationWithoutABodyTakesNone() throws Exception {
        assertThat(checks.told(Checks.json(Cases.ai("retrieveModel"), "{}").pathParameter("model", "m")))
                .isEqualTo("invalid_request - This operation takes no body, and the request has one.");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "models.csv", delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
    void checksThePath(@Nullable String model, String told) throws Exception {
        FakeExchange.Builder request =
                FakeExchange.to(Cases.ai("retrieveModel")).subject(Subjects.agent());
        if (model != null) {
            request.pathParameter("model", model);
        }
        assertThat(checks.told(request)).startsWith(told);
    }

    private static FakeOperation chat() {
        return Cases.ai("createChatCompletion");
    }

    private static FakeExchange.Builder request(JsonNode request, String body) {
        return Checks.json(
                Cases.ai(request.path("operation").asString()),
                request.path(body).toString());
    }
}
