package fr.ecluse.plugin.access.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.plugin.access.Schemas;
import fr.ecluse.spi.access.CacheScope;
import fr.ecluse.spi.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading what the rules answer")
class RulingReaderTest {

    @Test
    void readsAnAllowWithEverythingItDemands() throws Exception {
        Ruling ruling = read("""
                {"allow":true,"reasons":[],"advice":[{"code":"look","message":"Look."}],"ttl_seconds":30,"obligations":
                {"zones":["cloud"],"models":["chat","other"],"max_tokens":100,"cache_scope":"subject",
                "audit_level":"full","response_headers":{"X-Notice":"recorded"}}}""");

        assertThat(ruling.allow()).isTrue();
        assertThat(ruling.timeToLive()).isEqualTo(Duration.ofSeconds(30));
        assertThat(ruling.advice()).hasSize(1);
        assertThat(ruling.demands().obligations().zones()).isEqualTo(Optional.of(Set.of("cloud")));
        assertThat(ruling.demands().obligations().models()).isEqualTo(Optional.of(Set.of("chat", "other")));
        assertThat(ruling.demands().obligations().maxTokens()).isEqualTo(OptionalLong.of(100));
        assertThat(ruling.demands().obligations().cacheScope()).contains(CacheScope.SUBJECT);
        assertThat(ruling.demands().recordedInFull()).isTrue();
        assertThat(ruling.demands().responseHeaders()).isEqualTo(Map.of("X-Notice", "recorded"));
        assertThat(ruling.demands().unknown()).isEmpty();
    }

    @Test
    void demandsNothingWhereThereAreNoObligations() throws Exception {
        assertThat(allow("").demands()).isEqualTo(Ruling.Demands.none());
        assertThat(allow("").letsPass()).isTrue();
    }

    @ParameterizedTest(name = "{0}: the whole question {1}")
    @CsvSource({"full, true", "metadata, false"})
    void recordsWhatTheRulesWant(String level, boolean whole) throws Exception {
        assertThat(allow("\"audit_level\":\"" + level + "\"").demands().recordedInFull())
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Ecluse-Zone",
                "x-ecluse-break-glass",
                "X-Request-Id",
                "X-REQUEST-ID",
                "X-Cache-Status",
                "X-RateLimit-Remaining"
            })
    void doesNotLetRulesSpeakForTheGateway(String header) throws Exception {
        Ruling ruling = allow("\"response_headers\":{\"X-Notice\":\"a\",\"" + header + "\":\"b\"}");

        assertThat(ruling.demands().unknown()).containsExactly("response_headers." + header);
        assertThat(ruling.demands().responseHeaders()).containsOnlyKeys("X-Notice");
        assertThat(ruling.letsPass()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "decisions.csv", delimiter = '|', numLinesToSkip = 1)
    void takesWhatIsWithinTheLimits(String what, String json) throws Exception {
        assertThat(read(lengthened(json)).demands().unknown()).as(what).isEmpty();
        assertThat(Schemas.errors("decision.schema.json", lengthened(json)))
                .as("the schema says the same of: " + what)
                .isEmpty();
    }

    /** The schema has no such limit. */
    @Test
    void takesNoMoreTokensThanCanBeCountedExactly() {
        assertThatThrownBy(() -> allow("\"max_tokens\":9007199254740994")).isInstanceOf(NoDecisionException.class);
    }

    @Test
    void aStarAloneIsEveryModel() throws Exception {
        assertThat(allow("\"models\":[\"*\"]").demands().obligations().models()).isEmpty();
        assertThat(allow("\"models\":[\"*\",\"chat\"]").demands().obligations().admitsModel("other"))
                .isFalse();
    }

    @Test
    void anEmptyListAdmitsNothing() throws Exception {
        assertThat(allow("\"zones\":[]").demands().obligations().admitsZone("cloud"))
                .isFalse();
    }

    @Test
    void notesWhatNothingHereMeets() throws Exception {
        assertThat(allow("\"dlp\":{\"profile\":\"strict\"},\"quota_class\":\"low\",\"from_the_future\":1")
                        .demands()
                        .unknown())
                .containsExactlyInAnyOrder("dlp", "quota_class", "from_the_future");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "no-decisions.csv", delimiter = '|', numLinesToSkip = 1)
    void whateverElseThereIsIsNoDecision(String what, String json) {
        assertThatThrownBy(() -> read(lengthened(json)))
                .as(what)
                .isInstanceOfSatisfying(
                        NoDecisionException.class,
                        e -> assertThat(e.reason()).isEqualTo(NoDecisionException.Cause.MALFORMED));
        assertThat(Schemas.errors("decision.schema.json", lengthened(json)))
                .as("the schema says the same of: " + what)
                .isNotEmpty();
    }

    /** With the long texts that {60} and {200} stand for. */
    private static String lengthened(String json) {
        return json.replace("{60}", "x".repeat(60)).replace("{200}", "x".repeat(200));
    }

    private static Ruling allow(String obligations) throws Exception {
        return read("{\"allow\":true,\"reasons\":[],\"ttl_seconds\":0,\"obligations\":{" + obligations + "}}");
    }

    private static Ruling read(String json) throws Exception {
        return RulingReader.read(
                JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8)).root());
    }
}
