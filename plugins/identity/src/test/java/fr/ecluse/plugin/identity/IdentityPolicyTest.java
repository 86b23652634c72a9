package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.FakeExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Who calls")
class IdentityPolicyTest {

    @TempDir
    private Path folder;

    private Policy policy;

    @BeforeEach
    void create() {
        policy = new IdentityPolicyFactory().create(Keys.options(), new FakeContext("identity", folder));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Authorization: Bearer {key}",
                "authorization: bearer {key}",
                "Authorization: Bearer   {key} ",
                "x-api-key: {key}",
                "X-Api-Key: {key}",
            })
    void isKnownByItsKey(String header) throws Exception {
        FakeExchange exchange = exchange(header, "");

        assertThat(policy.onRequest(exchange)).isEqualTo(Decision.proceed());
        Subject subject = exchange.subject().orElseThrow();
        assertThat(subject.id()).isEqualTo("agent");
        assertThat(subject.tenant()).isEqualTo("demo");
        assertThat(subject.groups()).containsExactly("agents");
        assertThat(exchange.bodyWasRead()).isFalse();
    }

    @ParameterizedTest(name = "one that ends at {0}: known {1}")
    @CsvSource({
        "2026-01-31T12:00:00.000000001Z, true",
        "2026-01-31T12:00:00Z, false",
        "2026-01-31T11:59:59.999999999Z, false",
    })
    void aKeyIsGoodUntilTheMomentAtWhichItEnds(String end, boolean known) throws Exception {
        IdentityOptions options = Keys.options(Map.of("agent", Keys.key(Keys.AGENT, end)));
        policy = new IdentityPolicyFactory().create(options, new FakeContext("identity", folder));
        FakeExchange exchange = exchange("Authorization: Bearer {key}", "");

        assertThat(policy.onRequest(exchange).equals(Decision.proceed())).isEqualTo(known);
        assertThat(exchange.subject().isPresent()).isEqualTo(known);
    }

    @Test
    void theSameKeyInBothHeadersIsOneKey() throws Exception {
        FakeExchange exchange = exchange("Authorization: Bearer {key}; x-api-key: {key}", "a=b");

        assertThat(policy.onRequest(exchange)).isEqualTo(Decision.proceed());
    }

    static Stream<Arguments> refused() throws IOException {
        try (var in = IdentityPolicyTest.class.getResourceAsStream("/refused.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .map(parts -> Arguments.of(parts[0].strip(), parts[1].strip(), parts[2].strip()));
        }
    }

    @ParameterizedTest(name = "[{0}] ?{1}: {2}")
    @MethodSource("refused")
    void isRefusedWithAHint(String headers, String query, String hint) throws Exception {
        FakeExchange exchange = exchange(headers, query);

        Refusal refusal = refusal(exchange);

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_API_KEY);
        assertThat(message(refusal, Locale.ENGLISH)).containsIgnoringCase(hint).doesNotContain(Keys.SECRET);
        assertThat(exchange.subject()).isEmpty();
        assertThat(exchange.bodyWasRead()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void hintsAreSaidInFourLanguages(Problem problem) {
        List<String> texts = Stream.of(Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN, Locale.ITALIAN)
                .map(language -> message(problem.refusal(), language))
                .toList();

        assertThat(texts).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void aQueryThatIsNoneIsABadRequest() {
        assertThatThrownBy(() -> policy.onRequest(exchange("Authorization: Bearer {key}", "a=%zz")))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "z123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
    void optionsTakeOnlyHashes(String hash) {
        assertThatThrownBy(() -> Keys.key(hash, "demo", "FR", null)).hasMessageContaining("sha256");
    }

    @Test
    void optionsTakeOnlyWhatTheyMean() {
        String hash = Keys.sha256("x");
        assertThatThrownBy(() -> Keys.key(hash, " ", "FR", null)).hasMessageContaining("tenant");
        assertThatThrownBy(() -> Keys.key(hash, "demo", "France", null)).hasMessageContaining("country");
        assertThatThrownBy(() -> Keys.key(hash, "demo", "FR", "tomorrow")).hasMessageContaining("expires");
        assertThatThrownBy(() -> Keys.options(Map.of("No", Keys.key(Keys.AGENT, null))))
                .hasMessageContaining("'No'");
    }

    @Test
    void aCredentialDoesNotShow() {
        assertThat(new Credential(Keys.AGENT, Optional.empty())).hasToString("Credential[***]");
    }

    private Refusal refusal(FakeExchange exchange) throws Exception {
        try {
            return switch (policy.onRequest(exchange)) {
                case Decision.Respond(Answer.Refused(Refusal refusal)) -> refusal;
                case Decision other -> throw new AssertionError("not refused: " + other);
            };
        } catch (RefusalException e) {
            return e.refusal();
        }
    }

    private static String message(Refusal refusal, Locale language) {
        return refusal.message().orElseThrow().in(language);
    }

    private static FakeExchange exchange(String headers, String query) {
        FakeExchange.Builder exchange = FakeExchange.chat().anonymous().withoutHeader("Authorization");
        for (String header : fill(headers).split("; ")) {
            if (!header.isBlank()) {
                int colon = header.indexOf(':');
                exchange.header(
                        header.substring(0, colon), header.substring(colon + 1).stripLeading());
            }
        }
        if (!query.isEmpty()) {
            exchange.query(fill(query));
        }
        return exchange.build();
    }

    private static String fill(String text) {
        return text.replace("{key}", Keys.AGENT).replace("{secret}", Keys.SECRET);
    }
}
