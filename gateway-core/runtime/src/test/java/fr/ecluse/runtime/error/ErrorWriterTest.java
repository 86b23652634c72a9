package fr.ecluse.runtime.error;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Operation.ErrorShape;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Errors as callers see them")
class ErrorWriterTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeIsSaidInFourLanguages(ErrorCode code) {
        List<String> messages = List.of("en", "fr", "de", "it").stream()
                .map(language ->
                        openAi(Refusal.of(code), language).path("message").asString())
                .toList();

        assertThat(messages).doesNotContain("").doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0} reads {1}")
    @CsvSource({"fr-CA, fr", "es, en", "'', en", "it, it"})
    void anUnknownLanguageReadsEnglish(String wanted, String given) {
        Answer.Buffered answer = ErrorWriter.answer(
                Refusal.of(ErrorCode.NOT_FOUND), ErrorShape.OPENAI, "r", List.of(Locale.forLanguageTag(wanted)));

        assertThat(answer.headers().first("Content-Language")).contains(given);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "INVALID_API_KEY, 'Bearer realm=\"ecluse\"'",
        "INVALID_TOKEN, 'Bearer realm=\"ecluse\", error=\"invalid_token\"'",
        "ACCESS_DENIED, ",
    })
    void whoIsNotKnownIsToldHowToSayWhoItIs(ErrorCode code, @Nullable String challenge) {
        Answer.Buffered answer = ErrorWriter.answer(Refusal.of(code), ErrorShape.OPENAI, "r", List.of());

        assertThat(answer.headers().first("WWW-Authenticate")).isEqualTo(Optional.ofNullable(challenge));
    }

    @Test
    void openAisShape() {
        Refusal refusal = Refusal.of(ErrorCode.ACCESS_DENIED)
                .withParam("model")
                .withReasons(List.of(new Reason("not_yours", "Not for your group.")));

        assertThat(openAi(refusal, "en").toString())
                .isEqualTo("{\"message\":\"The access rules do not allow this.\",\"type\":\"permission_error\","
                        + "\"param\":\"model\",\"code\":\"access_denied\",\"request_id\":\"r\","
                        + "\"reasons\":[{\"code\":\"not_yours\",\"message\":\"Not for your group.\"}]}");
    }

    @Test
    void anthropicsShape() {
        JsonNode body = read(Refusal.of(ErrorCode.RATE_LIMIT_EXCEEDED), ErrorShape.ANTHROPIC);

        assertThat(body.path("type").asString()).isEqualTo("error");
        assertThat(body.path("error").path("type").asString()).isEqualTo("rate_limit_error");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "INVALID_API_KEY, authentication_error",
        "ACCESS_DENIED, permission_error",
        "NOT_FOUND, not_found_error",
        "REQUEST_TOO_LARGE, request_too_large",
        "ZONE_SATURATED, overloaded_error",
        "UPSTREAM_ERROR, api_error",
        "INVALID_REQUEST, invalid_request_error",
    })
    void anthropicsTypes(ErrorCode code, String type) {
        assertThat(read(Refusal.of(code), ErrorShape.ANTHROPIC)
                        .path("error")
                        .path("type")
                        .asString())
                .isEqualTo(type);
    }

    @Test
    void problemDetails() {
        JsonNode body = read(Refusal.of(ErrorCode.GONE).withParam("x"), ErrorShape.PROBLEM);

        assertThat(body.path("status").asInt()).isEqualTo(410);
        assertThat(body.path("code").asString()).isEqualTo("gone");
        assertThat(body.path("param").asString()).isEqualTo("x");
    }

    @Test
    void saysWhenToTryAgainInWholeSeconds() {
        Answer.Buffered answer = ErrorWriter.answer(
                Refusal.of(ErrorCode.ZONE_SATURATED).withRetryAfter(Duration.ofMillis(1_200)),
                ErrorShape.OPENAI,
                "r",
                List.of());

        assertThat(answer.headers().first("Retry-After")).contains("2");
    }

    @Test
    void inAStreamIsOneEvent() {
        assertThat(new String(
                        ErrorWriter.event(Refusal.of(ErrorCode.GONE), ErrorShape.OPENAI, "r", List.of())
                                .raw(),
                        StandardCharsets.UTF_8))
                .startsWith("data: {\"error\":{")
                .endsWith("}}\n\n");
        assertThat(new String(
                        ErrorWriter.event(Refusal.of(ErrorCode.GONE), ErrorShape.ANTHROPIC, "r", List.of())
                                .raw(),
                        StandardCharsets.UTF_8))
                .startsWith("event: error\ndata: {\"type\":\"error\"");
    }

    private static JsonNode openAi(Refusal refusal, String language) {
        return JSON.readTree(
                        ErrorWriter.answer(refusal, ErrorShape.OPENAI, "r", List.of(Locale.forLanguageTag(language)))
                                .body()
                                .bytes())
                .path("error");
    }

    private static JsonNode read(Refusal refusal, ErrorShape shape) {
        return JSON.readTree(
                ErrorWriter.answer(refusal, shape, "r", List.of()).body().bytes());
    }
}
