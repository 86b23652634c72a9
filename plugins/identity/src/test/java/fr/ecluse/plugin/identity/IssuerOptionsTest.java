package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.Sensitivity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An issuer's options")
class IssuerOptionsTest {

    private static final String URL = "https://sso.example/realms/agents";

    @ParameterizedTest
    @ValueSource(
            strings = {
                URL,
                "https://sso.example",
                "https://sso.example:8443/",
                "http://localhost:8080/realms/a",
                "http://127.0.0.1:8080/realms/a",
                "http://127.9.9.9",
                "http://[::1]:8080/realms/a",
            })
    void takeUrlsThatNobodyElseCanAnswer(String url) {
        assertThat(Issuers.options(url).issuer()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sso",
                "sso.example",
                "http://sso.example/realms/agents",
                "http://127.0.0.1.example/",
                "http://localhost.example/",
                "http://10.0.0.1/",
                "ftp://localhost/",
                "file:/etc/keys",
                "https:///realms",
                "https://user:secret@sso.example/",
                "https://sso.example/#x",
                "https://sso.example/?realm=a",
                "https://sso.example/a b",
            })
    void takeNoOtherUrl(String url) {
        assertThatThrownBy(() -> Issuers.options(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'', RS256, Bearer, interior, PT30S, audiences",
        "' ', RS256, Bearer, interior, PT30S, audiences",
        "gateway, '', Bearer, interior, PT30S, algorithms",
        "gateway, none, Bearer, interior, PT30S, algorithms",
        "gateway, HS256, Bearer, interior, PT30S, algorithms",
        "gateway, rs256, Bearer, interior, PT30S, algorithms",
        "gateway, RS256, '', interior, PT30S, token-types",
        "gateway, RS256, Bearer, ' ', PT30S, tenant",
        "gateway, RS256, Bearer, interior, PT5M0.001S, leeway",
        "gateway, RS256, Bearer, interior, PT-1S, leeway",
    })
    void takeOnlyWhatTheyMean(
            String audience, String algorithm, String type, String tenant, Duration leeway, String option) {
        assertThatThrownBy(() -> new IssuerOptions(
                        URL,
                        tenant,
                        set(audience),
                        set(algorithm),
                        set(type),
                        CertificateBinding.WHEN_PRESENT,
                        leeway,
                        Sensitivity.PUBLIC,
                        Issuers.CLAIMS,
                        Issuers.keys(Duration.ofMinutes(5), Duration.ofSeconds(10))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(option);
    }

    private static Set<String> set(String value) {
        return value.isEmpty() ? Set.of() : Set.of(value);
    }

    @ParameterizedTest
    @CsvSource({
        "PT5M, PT0S, PT24H, PT2S, unknown-key-interval",
        "PT9S, PT10S, PT24H, PT2S, refresh",
        "PT5M, PT10S, PT4M, PT2S, max-age",
        "PT5M, PT10S, PT24H, PT0S, timeout",
        "PT5M, PT10S, PT24H, PT30.001S, timeout",
    })
    void readKeysInAnOrderThatWorks(
            Duration refresh, Duration interval, Duration maxAge, Duration timeout, String option) {
        assertThatThrownBy(() -> new IssuerKeyOptions(Optional.empty(), refresh, interval, maxAge, timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(option);
    }

    @Test
    void takeTheirBounds() {
        Duration five = Duration.ofMinutes(5);
        IssuerKeyOptions keys = new IssuerKeyOptions(Optional.empty(), five, five, five, Duration.ofSeconds(30));
        IssuerOptions issuer = new IssuerOptions(
                URL,
                "interior",
                Set.of("gateway"),
                Set.of("EdDSA"),
                Set.of("JWT"),
                CertificateBinding.REQUIRED,
                five,
                Sensitivity.DR,
                Issuers.CLAIMS,
                keys);

        assertThat(new IdentityOptions(Map.of(), Map.of("sso", issuer), 1).issuers())
                .containsValue(issuer);
    }

    @Test
    void readKeysFromPlacesThatCanBeTrustedAlone() {
        assertThatThrownBy(() -> Issuers.keysAt("http://keys.example/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nameEveryClaim() {
        assertThatThrownBy(() -> new ClaimOptions("sub", "c", "d", "c", "g", " ", "a", "w"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areThoseOfOneIssuerEach() {
        IssuerOptions issuer = Issuers.options(URL);

        assertThatThrownBy(() -> new IdentityOptions(Map.of(), Map.of("a", issuer, "b", issuer), 100))
                .hasMessageContaining(URL);
        assertThatThrownBy(() -> new IdentityOptions(Map.of(), Map.of("A", issuer), 100))
                .hasMessageContaining("'A'");
        assertThatThrownBy(() -> new IdentityOptions(Map.of(), Map.of(), 0)).hasMessageContaining("known-tokens");
    }
}
