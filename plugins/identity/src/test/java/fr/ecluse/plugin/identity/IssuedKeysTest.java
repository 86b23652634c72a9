package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fr.ecluse.spi.state.SharedState.Durability;
import fr.ecluse.spi.state.StateUnavailableException;
import fr.ecluse.testkit.FakeContext;
import fr.ecluse.testkit.InMemorySharedState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Keys that the gateway issued")
class IssuedKeysTest {

    private static final int ROUNDS = 20_000;

    @TempDir
    private Path folder;

    private FakeContext context;
    private WatchedState state;
    private KeyStore store;
    private IssuedKeys keys;
    private String good;

    @BeforeEach
    void issueOne() throws Exception {
        context = new FakeContext("identity", folder);
        KeyDesk desk = new KeyDesk(context);
        good = desk.created(Keys.AGENT);
        state = new WatchedState(context.state());
        store = new KeyStore(state, context.clock(), System::nanoTime);
        keys = new IssuedKeys(store, context.clock());
    }

    /** Nothing that is told depends on how much of a key is right. */
    @Test
    void guessesAreAllAnsweredAlike() {
        String id = good.split("_")[1];
        for (int right = 0; right < 64; right++) {
            String secret = good.split("_")[2].substring(0, right);
            String digit = good.split("_")[2].charAt(right) == '0' ? "1" : "0";
            String guess = "ecl_" + id + "_" + secret + digit + "0".repeat(63 - right);
            assertThat(keys.authenticate(shown(guess)))
                    .as("%d digits are right", right)
                    .isEqualTo(new Authenticator.Answer.Rejected(Problem.UNKNOWN_KEY));
        }
        assertThat(keys.authenticate(shown(withOtherId(good))))
                .isEqualTo(new Authenticator.Answer.Rejected(Problem.UNKNOWN_KEY));
        assertThat(keys.authenticate(shown(good))).isInstanceOf(Authenticator.Answer.Known.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-123",
                "ecl_agent_0123456789abcdef",
                "ecl_K000000000000000000000000_{secret}",
                "ecl_k0000000000000000000000000_{secret}0",
                "ecl_k000000000000000000000000_{secret}",
                " ecl_k0000000000000000000000000_{secret}",
            })
    void whatHasAnotherFormIsLeftToOthers(String token) {
        assertThat(keys.authenticate(shown(token.replace("{secret}", Keys.SECRET))))
                .isInstanceOf(Authenticator.Answer.NotMine.class);
    }

    @Test
    void aKeyOfTheConfigurationMayHaveTheFormOfAnIssuedOne() {
        String token = "ecl_k0000000000000000000000000_" + Keys.SECRET;
        ApiKeys configured = new ApiKeys(Map.of("k0000000000000000000000000", Keys.key(token, null)), context.clock());

        assertThat(configured.authenticate(shown(token))).isInstanceOf(Authenticator.Answer.Known.class);
        assertThat(configured.authenticate(shown(good))).isInstanceOf(Authenticator.Answer.NotMine.class);
    }

    @Test
    void aKeyThatWasMadeByOneOfWhichNothingIsKnownIsNoGood() throws Exception {
        // Given
        KeyDesk desk = new KeyDesk(context);
        String child = desk.created(good);
        assertThat(keys.authenticate(shown(child))).isInstanceOf(Authenticator.Answer.Known.class);

        // When
        context.state().map("api-keys", Durability.DURABLE).remove(good.split("_")[1]);

        // Then
        KeyStore anew = new KeyStore(context.state(), context.clock(), System::nanoTime);
        assertThat(new IssuedKeys(anew, context.clock()).authenticate(shown(child)))
                .isEqualTo(new Authenticator.Answer.Rejected(Problem.REVOKED_KEY));
    }

    /** As one that is made while its maker is being revoked, too late to be marked itself. */
    @Test
    void aKeyWhoseMakerIsRevokedIsNoGoodEvenIfItIsNotMarked() throws Exception {
        // Given
        KeyDesk desk = new KeyDesk(context);
        String child = desk.created(good);
        String grandchild = desk.created(child);

        // When
        store.change(good.split("_")[1], key -> key.revoked(context.clock().instant()));

        // Then
        for (String key : List.of(good, child, grandchild)) {
            assertThat(keys.authenticate(shown(key))).isEqualTo(new Authenticator.Answer.Rejected(Problem.REVOKED_KEY));
        }
    }

    @Test
    void whereKeysCannotBeReadNobodyIsKnown() {
        state.reachable(false);

        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> keys.authenticate(shown(good)));
    }

    /** The store is asked as often for an id that exists as for one that does not. */
    @Test
    void theStoreIsNotAskedForAnId() {
        keys.authenticate(shown(good));
        int before = state.calls();

        keys.authenticate(shown(wrongSecret(good)));
        keys.authenticate(shown(withOtherId(good)));

        assertThat(state.calls()).isEqualTo(before);
    }

    /**
     * Medians of calls that take turns, so that what disturbs the one disturbs the other. Leaving out the hash, or a
     * comparison, for ids that do not exist makes them differ by more than this.
     */
    @Test
    void anIdThatExistsTakesAsLongAsOneThatDoesNot() {
        Credential existing = shown(wrongSecret(good));
        Credential unknown = shown(withOtherId(good));
        long[] ofExisting = new long[ROUNDS];
        long[] ofUnknown = new long[ROUNDS];
        KeyStore resting = new KeyStore(new InMemorySharedState(context.clock()), context.clock(), () -> 0);
        resting.add(Objects.requireNonNull(store.latest().get(good.split("_")[1])));
        IssuedKeys timed = new IssuedKeys(resting, context.clock());

        for (int i = -ROUNDS; i < ROUNDS; i++) {
            long start = System.nanoTime();
            timed.authenticate(existing);
            long between = System.nanoTime();
            timed.authenticate(unknown);
            long end = System.nanoTime();
            if (i >= 0) {
                ofExisting[i] = between - start;
                ofUnknown[i] = end - between;
            }
        }

        Arrays.sort(ofExisting);
        Arrays.sort(ofUnknown);
        assertThat((double) ofUnknown[ROUNDS / 2] / ofExisting[ROUNDS / 2]).isBetween(0.75, 1.33);
    }

    @Test
    void idsAndSecretsAreLongAndNew() {
        KeyMint mint = new KeyMint();
        List<String> ids = Stream.generate(mint::id).limit(1_000).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("k[a-z0-9]{25}"));
        assertThat(mint.key(ids.getFirst())).hasToString("Secret[***]");
        assertThat(mint.key(ids.getFirst()).reveal()).matches(KeyMint.form());
        assertThat(mint.key(ids.getFirst())).isNotEqualTo(mint.key(ids.getFirst()));
    }

    @Test
    void aStoreIsSharedByAllOfAGateway() {
        assertThat(KeyStore.of(context)).isSameAs(KeyStore.of(context));
        assertThat(KeyStore.of(new FakeContext("identity", folder))).isNotSameAs(KeyStore.of(context));
    }

    private static String wrongSecret(String key) {
        return key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");
    }

    private static String withOtherId(String key) {
        return key.replaceFirst("ecl_k.", key.charAt(5) == '0' ? "ecl_k1" : "ecl_k0");
    }

    private static Credential shown(String token) {
        return new Credential(token, Optional.empty());
    }
}
