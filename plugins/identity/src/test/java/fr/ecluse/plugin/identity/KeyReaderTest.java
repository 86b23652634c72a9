package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading an issuer's keys")
class KeyReaderTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestIssuer issuer = new TestIssuer().publish(TestKeys.FIRST);
    private final KeyReader reader =
            new KeyReader(http, issuer.url(), Issuers.keys(Duration.ofHours(1), Duration.ofSeconds(10)));

    @AfterEach
    void stop() {
        issuer.close();
        http.close();
    }

    @Test
    void findsThemByTheDiscoveryDocument() throws Exception {
        assertThat(reader.read().find("first")).isPresent();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the discovery document cannot be used",
                "[] | the discovery document is no JSON object",
                "{} | the discovery document is that of another issuer",
                "{\"issuer\":\"{issuer}/\"} | the discovery document is that of another issuer",
                "{\"issuer\":\"{issuer}\"} | the discovery document has no jwks_uri",
                "{\"issuer\":\"{issuer}\",\"jwks_uri\":\"http://keys.example/\"} | must be https",
            })
    void saysWhatIsWrongWithTheDiscoveryDocument(String document, String expected) {
        issuer.givesAsDiscovery(document.replace("{issuer}", issuer.url()));

        assertThatIOException().isThrownBy(reader::read).withMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 404, 503})
    void saysWhatTheIssuerAnsweredInstead(int status) {
        issuer.answersWith(status);

        assertThatIOException().isThrownBy(reader::read).withMessageContaining("answered " + status);
    }
}
