package fr.ecluse.spi.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTest {

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeHasAWordAnErrorStatusAndAType(ErrorCode code) {
        assertThat(code.code()).matches("[a-z_]+");
        assertThat(code.status()).isBetween(400, 599);
        assertThat(code.type()).endsWith("_error");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_API_KEY, invalid_api_key, 401, authentication_error",
        "ACCESS_DENIED, access_denied, 403, permission_error",
        "RATE_LIMIT_EXCEEDED, rate_limit_exceeded, 429, rate_limit_error",
        "CONTRACT_VIOLATION, contract_violation, 400, invalid_request_error",
        "GATE_CLOSED, gate_closed, 503, api_error",
    })
    void codesAreThoseOfTheConventions(ErrorCode code, String word, int status, String type) {
        assertThat(code.code()).isEqualTo(word);
        assertThat(code.status()).isEqualTo(status);
        assertThat(code.type()).isEqualTo(type);
    }

    @Test
    void aRefusalIsBuiltFromItsCode() {
        Refusal refusal = Refusal.of(ErrorCode.CONTRACT_VIOLATION)
                .withMessage(Locale::getLanguage)
                .withParam("messages[0].role")
                .withReasons(List.of(new Reason("enum", "must be one of a, b")))
                .withRetryAfter(Duration.ofSeconds(2));

        assertThat(refusal.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATION);
        assertThat(refusal.message().orElseThrow().in(Locale.ITALIAN)).isEqualTo("it");
        assertThat(refusal.param()).contains("messages[0].role");
        assertThat(refusal.reasons()).extracting(Reason::code).containsExactly("enum");
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(Refusal.of(ErrorCode.GONE).message()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"fr, fr", "fr-CH, fr", "es;de-AT;fr, de", "es, en", "en-GB, en", "'', en", "*, en"})
    void theFirstSpokenLanguageIsChosen(String wanted, String chosen) {
        List<Locale> languages =
                List.of(wanted.split(";")).stream().map(Locale::forLanguageTag).toList();

        assertThat(Languages.choose(languages)).isEqualTo(Locale.of(chosen));
        assertThat(Languages.choose(List.of())).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void aTextIsSaidInEveryLanguage() {
        LocalizedText text = Messages.of(ErrorTest.class, "good").text("place", 12_345, "{0}");

        assertThat(text.in(Locale.ENGLISH)).isEqualTo("At byte 12345, {0}’s place.");
        assertThat(text.in(Locale.FRENCH)).isEqualTo("À l’octet 12345, la place de {0}.");
        assertThat(text.in(Locale.CANADA_FRENCH)).startsWith("À l’octet");
        assertThat(text.in(Locale.GERMAN)).isEqualTo("Bei Byte 12345, der Platz von {0}.");
        assertThat(text.in(Locale.ITALIAN)).isEqualTo("Al byte 12345, il posto di {0}.");
        assertThat(text.in(Locale.JAPANESE)).startsWith("At byte");
    }

    @Test
    void aTextThatIsNotThereIsAFault() {
        Messages messages = Messages.of(ErrorTest.class, "good");

        assertThatThrownBy(() -> messages.text("absent")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "incomplete"})
    void textsThatAreNotInEveryLanguageAreRefusedAtOnce(String name) {
        assertThatThrownBy(() -> Messages.of(ErrorTest.class, name)).isInstanceOf(IllegalArgumentException.class);
    }
}
