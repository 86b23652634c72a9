package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Keys of one's own")
class OwnKeysTest {

    private static final Duration TEN_DAYS = Duration.ofDays(10);
    private static final String ALL = ",\"scopes\":[\"*\"]";

    @TempDir
    private Path folder;

    private KeyDesk desk;

    @BeforeEach
    void open() {
        desk = new KeyDesk(folder);
    }

    @Test
    void aKeyIsShownOnceAndKnowsItsOwner() throws Exception {
        // When
        KeyDesk.Result created = desk.create(Keys.AGENT, TEN_DAYS, ",\"scopes\":[\"test\"]");

        // Then
        assertThat(created.status()).isEqualTo(201);
        assertThat(String.valueOf(created.headers().get("Cache-Control"))).isEqualTo("[no-store]");
        assertThat(created.key()).matches("ecl_" + created.id() + "_[0-9a-f]{64}");
        assertThat(created.body().path("name").asString()).isEqualTo("n");
        assertThat(created.body().path("status").asString()).isEqualTo("active");
        assertThat(created.body().path("created_at").asLong()).isEqualTo(1769860800);
        assertThat(created.body().path("expires_at").asLong()).isEqualTo(1769860800 + 864_000);
        JsonNode me = desk.show(created.key()).body();
        assertThat(me.path("id").asString()).isEqualTo(created.id());
        assertThat(me.path("type").asString()).isEqualTo("workload");
        assertThat(me.path("tenant").asString()).isEqualTo("demo");
        assertThat(me.path("scopes").toString()).isEqualTo("[\"test\"]");
        assertThat(me.path("limits").path("expires_at").asLong()).isEqualTo(1769860800 + 864_000);
        assertThat(me.path("attributes").toString())
                .isEqualTo("{\"clearance\":\"usual\",\"direction\":\"sg\",\"country\":\"FR\",\"groups\":[\"agents\"],"
                        + "\"roles\":[],\"app\":\"portal\"}");
        for (String operation : List.of("listKeys", "retrieveKey", "adminListKeys")) {
            assertThat(desk.call(Keys.AGENT, operation, created.id()).body().toString())
                    .contains(created.id())
                    .doesNotContain(created.key().substring(created.key().lastIndexOf('_') + 1))
                    .doesNotContain(KeyHash.of(created.key()).hex());
        }
    }

    @Test
    void noTwoKeysAreTheSame() throws Exception {
        List<String> keys = List.of(desk.created(Keys.AGENT), desk.created(Keys.AGENT), desk.created(KeyDesk.OTHER));

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(keys.stream().map(key -> key.substring(key.lastIndexOf('_'))))
                .doesNotHaveDuplicates();
    }

    /** Created by a key with clearance usual, group agents, role reader, direction sg, country FR and app portal. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/creations.csv", numLinesToSkip = 1, delimiter = '|')
    void aKeyHasNoMoreThanItsCreator(String more, String expected) throws Exception {
        KeyDesk.Result result = desk.create(Keys.AGENT, TEN_DAYS, more);

        if (expected.startsWith("{")) {
            assertThat(result.body().path("attributes").toString()).isEqualTo(expected);
        } else {
            assertThat(result.error()).isEqualTo(expected);
            assertThat(desk.call(Keys.AGENT, "listKeys", "").body().path("data"))
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource({
        "agent, P365D, 201",
        "agent, P365DT1S, invalid_request/expiry_too_late",
        "agent, PT1S, 201",
        "agent, PT0S, invalid_request/expiry_past",
        "agent, P-1D, invalid_request/expiry_past",
        "brief, P28D, 201",
        "brief, P28DT1S, invalid_request/expiry_too_late",
        "lasting, P365D, 201",
        "lasting, P365DT1S, invalid_request/expiry_too_late",
        "issued, P10D, 201",
        "issued, P10DT1S, invalid_request/expiry_too_late",
    })
    void aKeyEndsInTimeAndNotAfterTheOneThatMadeIt(String creator, Duration lifetime, String expected)
            throws Exception {
        String credential = switch (creator) {
            case "agent" -> Keys.AGENT;
            case "brief" -> KeyDesk.BRIEF;
            case "lasting" -> KeyDesk.LASTING;
            default -> desk.created(Keys.AGENT);
        };

        KeyDesk.Result result = desk.create(credential, lifetime, ALL);

        assertThat(result.status() == 201 ? "201" : result.error()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"name\":\" \",\"expires_at\":1770000000,\"scopes\":[\"*\"]}",
                "{\"expires_at\":1770000000,\"scopes\":[\"*\"]}",
                "{\"name\":\"n\",\"scopes\":[\"*\"]}",
                "{\"name\":\"n\",\"expires_at\":1770000000}",
                "{\"name\":\"n\",\"expires_at\":1e300,\"scopes\":[\"*\"]}",
                "{\"name\":\"n\",\"expires_at\":1770000000,\"scopes\":\"*\"}",
                "{\"name\":\"n\",\"expires_at\":1770000000,\"scopes\":[1]}",
                "{\"name\":\"n\",\"expires_at\":1770000000,\"scopes\":[\"*\"],\"attributes\":{\"groups\":\"agents\"}}",
                "{\"name\":\"n\",\"expires_at\":1770000000,\"scopes\":[\"*\"],\"attributes\":{\"clearance\":\"top\"}}",
            })
    void aRequestThatIsNoneMakesNoKey(String body) throws Exception {
        assertThat(desk.call(Keys.AGENT, "createKey", "", body).error()).startsWith("invalid_request");
        assertThat(desk.call(Keys.AGENT, "listKeys", "").body().path("data")).isEmpty();
    }

    @ParameterizedTest(name = "[{0}] makes [{1}]: {2}")
    @CsvSource({
        "'\"test\"', '\"test\"', 201",
        "'\"test\"', '\"test/*\"', 201",
        "'\"test/*\"', '\"test\"', 201",
        "'\"test\"', '\"test/createKey\"', 201",
        "'\"test\"', '\"*\"', access_denied/scope_not_held",
        "'\"test\"', '\"ai\"', access_denied/scope_not_held",
        "'\"test\"', '\"test\",\"tests\"', access_denied/scope_not_held",
        "'\"test/createKey\",\"ai/chat\"', '\"ai/chat\"', 201",
        "'\"test/createKey\",\"ai/chat\"', '\"ai\"', access_denied/scope_not_held",
        "'\"test/createKey\",\"ai/chat\"', '\"ai/other\"', access_denied/scope_not_held",
        "'\"test/listKeys\"', '\"test/listKeys\"', access_denied/scope_missing",
    })
    void aKeyGivesOnlyScopesThatItHas(String own, String given, String expected) throws Exception {
        String creator =
                desk.create(Keys.AGENT, TEN_DAYS, ",\"scopes\":[" + own + "]").key();

        KeyDesk.Result result = desk.create(creator, TEN_DAYS, ",\"scopes\":[" + given + "]");

        assertThat(result.status() == 201 ? "201" : result.error()).isEqualTo(expected);
    }

    @Test
    void oneSeesAndEndsOnesOwnKeysAlone() throws Exception {
        // Given
        String mine = id(desk.created(Keys.AGENT));
        desk.created(KeyDesk.OTHER);

        // Then
        assertThat(ids(Keys.AGENT)).containsExactly(mine);
        assertThat(ids(KeyDesk.OTHER)).hasSize(1).doesNotContain(mine);
        for (String operation : List.of("retrieveKey", "rotateKey", "revokeKey")) {
            for (String id : List.of(mine, "k0000000000000000000000000", "", "agent")) {
                assertThat(desk.call(KeyDesk.OTHER, operation, id, "{\"overlap_seconds\":0}")
                                .error())
                        .isEqualTo("not_found");
            }
        }
        assertThat(desk.call(Keys.AGENT, "retrieveKey", mine)
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("active");
    }

    @Test
    void aKeyReachesItselfAndWhatItMadeAndNothingElseOfItsOwner() throws Exception {
        // Given
        String strong = desk.created(Keys.AGENT);
        String weak = desk.created(Keys.AGENT);
        String child = desk.created(weak);
        String grandchild = desk.created(child);

        // Then
        assertThat(ids(weak)).containsExactlyInAnyOrder(id(weak), id(child), id(grandchild));
        assertThat(ids(child)).containsExactlyInAnyOrder(id(child), id(grandchild));
        assertThat(ids(Keys.AGENT)).hasSize(4);
        assertThat(desk.call(weak, "rotateKey", id(strong), "{\"overlap_seconds\":0}")
                        .error())
                .isEqualTo("not_found");
        assertThat(desk.call(child, "revokeKey", id(weak)).error()).isEqualTo("not_found");
        assertThat(desk.call(weak, "retrieveKey", id(grandchild))
                        .body()
                        .path("created_by")
                        .asString())
                .isEqualTo(id(child));
    }

    @Test
    void aRevokedKeyTakesAlongWhatItMade() throws Exception {
        // Given
        String parent = desk.created(Keys.AGENT);
        String child = desk.created(parent);
        String grandchild = desk.created(child);
        String sibling = desk.created(Keys.AGENT);

        // When
        JsonNode revoked = desk.call(Keys.AGENT, "revokeKey", id(parent)).body();
        desk.context().clock().advance(Duration.ofSeconds(5));
        JsonNode again = desk.call(Keys.AGENT, "revokeKey", id(parent)).body();

        // Then
        assertThat(revoked.path("status").asString()).isEqualTo("revoked");
        assertThat(again.path("revoked_at").asLong())
                .isEqualTo(revoked.path("revoked_at").asLong())
                .isPositive();
        for (String gone : List.of(parent, child, grandchild)) {
            assertThat(desk.show(gone).error()).isEqualTo("invalid_api_key");
            assertThat(message(desk.show(gone))).contains("revoked");
        }
        assertThat(desk.show(sibling).status()).isEqualTo(200);
        assertThat(desk.call(Keys.AGENT, "listKeys", "").body().path("data").findValuesAsString("status"))
                .containsExactlyInAnyOrder("revoked", "revoked", "revoked", "active");
        assertThat(desk.call(Keys.AGENT, "rotateKey", id(parent), "{\"overlap_seconds\":0}")
                        .error())
                .isEqualTo("conflict/key_ended");
    }

    @Test
    void theFormerSecretIsGoodForTheOverlapAndNoLonger() throws Exception {
        // Given
        String first = desk.created(Keys.AGENT);

        // When
        KeyDesk.Result rotated = desk.call(first, "rotateKey", id(first), "{\"overlap_seconds\":60}");
        String second = rotated.key();

        // Then
        assertThat(rotated.id()).isEqualTo(id(first));
        assertThat(rotated.body().path("former_secret_until").asLong()).isEqualTo(1769860860);
        assertThat(second).isNotEqualTo(first);
        desk.context().clock().advance(Duration.ofMillis(59_999));
        assertThat(desk.show(first).status()).isEqualTo(200);
        assertThat(desk.show(second).status()).isEqualTo(200);
        desk.context().clock().advance(Duration.ofMillis(1));
        assertThat(desk.show(first).error()).isEqualTo("invalid_api_key");
        assertThat(message(desk.show(first))).contains("replaced");
        assertThat(desk.show(second).status()).isEqualTo(200);
        assertThat(desk.call(second, "retrieveKey", id(first))
                        .body()
                        .path("former_secret_until")
                        .isNull())
                .isTrue();
    }

    @Test
    void aThirdSecretEndsTheFirst() throws Exception {
        String first = desk.created(Keys.AGENT);
        String second = desk.call(first, "rotateKey", id(first), "{\"overlap_seconds\":60}")
                .key();
        String third = desk.call(second, "rotateKey", id(first), "{\"overlap_seconds\":60}")
                .key();

        assertThat(message(desk.show(first))).contains("not known");
        assertThat(desk.show(second).status()).isEqualTo(200);
        assertThat(desk.show(third).status()).isEqualTo(200);
    }

    @Test
    void anOverlapOfNothingEndsTheFormerSecretAtOnce() throws Exception {
        String first = desk.created(Keys.AGENT);

        desk.call(Keys.AGENT, "rotateKey", id(first), "{\"overlap_seconds\":0}");

        assertThat(desk.show(first).error()).isEqualTo("invalid_api_key");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'{\"overlap_seconds\":604800}', 200",
        "'{\"overlap_seconds\":604801}', invalid_request/overlap_too_long",
        "'{\"overlap_seconds\":1e300}', invalid_request/overlap_too_long",
        "'{}', invalid_request",
        "'', invalid_request",
    })
    void anOverlapHasALimit(String body, String expected) throws Exception {
        String key = desk.created(Keys.AGENT);

        KeyDesk.Result result = desk.call(Keys.AGENT, "rotateKey", id(key), body);

        assertThat(result.status() == 200 ? "200" : result.error()).isEqualTo(expected);
    }

    @Test
    void aKeyEndsAtItsEnd() throws Exception {
        String key = desk.created(Keys.AGENT);

        desk.context().clock().advance(TEN_DAYS.minusNanos(1));
        assertThat(desk.show(key).status()).isEqualTo(200);
        desk.context().clock().advance(Duration.ofNanos(1));

        assertThat(desk.show(key).error()).isEqualTo("invalid_api_key");
        assertThat(message(desk.show(key))).contains("expired");
        assertThat(desk.call(Keys.AGENT, "retrieveKey", id(key))
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("expired");
        assertThat(desk.call(Keys.AGENT, "rotateKey", id(key), "{\"overlap_seconds\":0}")
                        .error())
                .isEqualTo("conflict/key_ended");
    }

    @Test
    void oneHasOnlySoManyKeys() throws Exception {
        // Given
        String first = desk.created(Keys.AGENT);
        for (int i = 1; i < 5; i++) {
            desk.created(first);
        }

        // Then
        assertThat(desk.create(Keys.AGENT, TEN_DAYS, ALL).error()).isEqualTo("conflict/too_many_keys");
        assertThat(desk.create(first, TEN_DAYS, ALL).error()).isEqualTo("conflict/too_many_keys");
        assertThat(desk.create(KeyDesk.OTHER, TEN_DAYS, ALL).status()).isEqualTo(201);
        desk.call(Keys.AGENT, "revokeKey", id(first));
        assertThat(desk.create(Keys.AGENT, TEN_DAYS, ALL).status()).isEqualTo(201);
    }

    @Test
    void keysThatEndedDoNotPileUpWithoutLimit() throws Exception {
        for (int i = 0; i < 55; i++) {
            desk.call(Keys.AGENT, "revokeKey", id(desk.created(Keys.AGENT)));
        }

        assertThat(desk.create(Keys.AGENT, TEN_DAYS, ALL).error()).isEqualTo("conflict/too_many_keys");
    }

    @Test
    void operatorsSeeAndRevokeAll() throws Exception {
        String mine = desk.created(Keys.AGENT);
        desk.created(KeyDesk.OTHER);

        JsonNode all = desk.call(Keys.AGENT, "adminListKeys", "").body();
        KeyDesk.Result revoked = desk.call(KeyDesk.OTHER, "adminRevokeKey", id(mine));

        assertThat(all.path("object").asString()).isEqualTo("list");
        assertThat(all.path("data").findValuesAsString("owner")).containsExactlyInAnyOrder("agent", "other");
        assertThat(revoked.body().path("status").asString()).isEqualTo("revoked");
        assertThat(desk.show(mine).error()).isEqualTo("invalid_api_key");
        assertThat(desk.call(Keys.AGENT, "adminRevokeKey", "none").error()).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adminOther", "other"})
    void anOperationThatIsUnknownIsNotFound(String operation) throws Exception {
        assertThat(desk.call(Keys.AGENT, operation, "").error()).isEqualTo("not_found");
    }

    @Test
    void whoMayNotUseModelsIsShownNone() throws Exception {
        String forModels = desk.create(Keys.AGENT, TEN_DAYS, ",\"scopes\":[\"test\",\"ai/createChatCompletion\"]")
                .key();
        String forOthers = desk.create(Keys.AGENT, TEN_DAYS, ",\"scopes\":[\"test\",\"aid\"]")
                .key();

        assertThat(desk.show(Keys.AGENT).body().path("models").toString()).isEqualTo("[\"chat\",\"embed\"]");
        assertThat(desk.show(forModels).body().path("models").toString()).isEqualTo("[\"chat\",\"embed\"]");
        assertThat(desk.show(forOthers).body().path("models").toString()).isEqualTo("[]");
        assertThat(desk.show(Keys.AGENT)
                        .body()
                        .path("limits")
                        .path("expires_at")
                        .isNull())
                .isTrue();
        assertThat(desk.show(KeyDesk.BRIEF)
                        .body()
                        .path("limits")
                        .path("expires_at")
                        .asLong())
                .isEqualTo(1772280000);
    }

    @Test
    void whomAnotherPolicyIdentifiedGetsNoKey() {
        FakeExchange exchange = FakeExchange.to(FakeOperation.of("createKey", "POST", "/", "{}"))
                .subject(new Subject(
                        Subject.Type.USER,
                        "x",
                        "demo",
                        Sensitivity.DR,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Set.of(),
                        Optional.empty()))
                .build();

        assertThatThrownBy(() -> new KeysBuiltinFactory()
                        .create(new KeysOptions(TEN_DAYS, TEN_DAYS, 1), desk.context())
                        .answer(exchange))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(KeyProblem.class)
    void problemsAreSaidInFourLanguages(KeyProblem problem) {
        List<String> texts = Stream.of("en", "fr", "de", "it")
                .map(Locale::of)
                .map(language -> problem.refusal(FakeExchange.chat().build(), "x")
                        .message()
                        .orElseThrow()
                        .in(language))
                .toList();

        assertThat(texts).doesNotHaveDuplicates().doesNotContain("");
    }

    static Stream<ThrowingCallable> badOptions() {
        return Stream.of(
                () -> new KeysOptions(Duration.ZERO, Duration.ZERO, 1),
                () -> new KeysOptions(Duration.ofDays(3661), Duration.ZERO, 1),
                () -> new KeysOptions(TEN_DAYS, Duration.ofSeconds(-1), 1),
                () -> new KeysOptions(TEN_DAYS, TEN_DAYS.plusSeconds(1), 1),
                () -> new KeysOptions(TEN_DAYS, TEN_DAYS, 0));
    }

    @ParameterizedTest
    @MethodSource
    void badOptions(ThrowingCallable construction) {
        assertThatThrownBy(construction).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}, of which {1}")
    @CsvSource({"P3660D, P3660D", "PT0.000000001S, PT0S"})
    void optionsMayBeAtTheirLimits(Duration lifetime, Duration overlap) {
        assertThat(new KeysOptions(lifetime, overlap, 1).maxLifetime()).isEqualTo(lifetime);
    }

    private List<String> ids(String credential) throws Exception {
        return desk.call(credential, "listKeys", "").body().path("data").findValuesAsString("id");
    }

    private static String id(String key) {
        return key.split("_")[1];
    }

    private static String message(KeyDesk.Result result) {
        return result.refusal().orElseThrow().message().orElseThrow().in(Locale.ENGLISH);
    }
}
