package fr.ecluse.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import fr.ecluse.spi.state.SharedState;
import fr.ecluse.spi.state.SharedState.Counter;
import fr.ecluse.spi.state.SharedState.Durability;
import fr.ecluse.spi.state.SharedState.Lease;
import fr.ecluse.spi.state.StateMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for shared state wherever it lives, seen from two replicas (which may be one and the same). */
abstract class SharedStateContract {

    private static final Duration FOREVER = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Each test has names of its own, since the state goes on from test to test. */
    private String name = "";

    @BeforeEach
    void chooseName() {
        name = "name-" + NAMES.incrementAndGet();
    }

    abstract SharedState here();

    abstract SharedState there();

    @ParameterizedTest
    @EnumSource(Durability.class)
    void anEntryIsSeenEverywhereUntilItIsRemoved(Durability durability) {
        StateMap here = here().map(name + durability.ordinal(), durability);
        StateMap there = there().map(name + durability.ordinal(), durability);

        assertThat(here.get("k")).isEmpty();
        here.put("k", bytes("v"), FOREVER);
        assertThat(text(there.get("k"))).contains("v");
        there.put("k", bytes("w"), LONG);
        assertThat(text(here.get("k"))).contains("w");
        here.remove("k");
        assertThat(there.get("k")).isEmpty();
        here.remove("k");
    }

    @Test
    void keysAndValuesMayBeAnything() {
        StateMap map = here().map(name, Durability.DURABLE);
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }

        map.put("clé/ключ 🔑 \0", everyByte, LONG);
        map.put("empty", new byte[0], LONG);

        assertThat(map.get("clé/ключ 🔑 \0")).contains(everyByte);
        assertThat(map.get("empty")).contains(new byte[0]);
        assertThat(there().map(name, Durability.DURABLE).keys()).containsExactlyInAnyOrder("clé/ключ 🔑 \0", "empty");
    }

    @Test
    void mapsOfDifferentNamesHaveNothingInCommon() {
        StateMap one = here().map(name + "a", Durability.VOLATILE);
        StateMap other = here().map(name + "b", Durability.VOLATILE);

        one.put("k", bytes("v"), LONG);

        assertThat(other.get("k")).isEmpty();
        assertThat(other.keys()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void anEntryEndsWithItsTime(Durability durability) {
        StateMap map = here().map(name + durability.ordinal(), durability);

        map.put("short", bytes("v"), SHORT);
        map.putIfAbsent("short too", bytes("v"), SHORT);
        map.put("replaced", bytes("v"), LONG);
        map.replace("replaced", bytes("v"), bytes("w"), SHORT);
        map.put("shorter than a millisecond", bytes("v"), Duration.ofNanos(1));
        map.put("long", bytes("v"), LONG);
        map.put("forever", bytes("v"), FOREVER);

        await().untilAsserted(() -> assertThat(map.keys()).containsExactlyInAnyOrder("long", "forever"));
        assertThat(map.get("short")).isEmpty();
        assertThat(map.putIfAbsent("short", bytes("again"), LONG)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void putIfAbsentKeepsWhatIsThere(Durability durability) {
        StateMap here = here().map(name + durability.ordinal(), durability);
        StateMap there = there().map(name + durability.ordinal(), durability);

        assertThat(here.putIfAbsent("k", bytes("v"), LONG)).isEmpty();
        assertThat(text(there.putIfAbsent("k", bytes("w"), LONG))).contains("v");
        assertThat(text(here.get("k"))).contains("v");
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void replaceComparesTheBytes(Durability durability) {
        StateMap here = here().map(name + durability.ordinal(), durability);
        StateMap there = there().map(name + durability.ordinal(), durability);

        assertThat(here.replace("k", bytes("v"), bytes("w"), LONG)).isFalse();
        here.put("k", bytes("v"), LONG);
        assertThat(there.replace("k", bytes("x"), bytes("w"), LONG)).isFalse();
        assertThat(there.replace("k", bytes("v"), bytes("w"), LONG)).isTrue();
        assertThat(text(here.get("k"))).contains("w");
    }

    @Test
    void theFirstUseOfANameDecidesItsDurability() {
        StateMap first = here().map(name, Durability.VOLATILE);
        first.put("k", bytes("v"), LONG);

        assertThat(text(here().map(name, Durability.DURABLE).get("k"))).contains("v");
    }

    @Test
    void aCounterStartsAtZeroAndIsOneForAll() {
        Counter here = here().counter(name, LONG);
        Counter there = there().counter(name, LONG);

        assertThat(there.get()).isZero();
        assertThat(here.add(5)).isEqualTo(5);
        assertThat(there.add(-7)).isEqualTo(-2);
        assertThat(here.get()).isEqualTo(-2);
        assertThat(here().counter(name + "other", LONG).get()).isZero();
    }

    @Test
    void aCounterIsForgottenUnlessItIsTouched() {
        Duration timeToLive = Duration.ofSeconds(1);
        Counter counter = here().counter(name, timeToLive);
        counter.add(1);

        long end = System.nanoTime() + timeToLive.multipliedBy(2).toNanos();
        long sum = 1;
        while (System.nanoTime() < end) {
            assertThat(counter.add(1)).isEqualTo(++sum);
            sleep(Duration.ofMillis(100));
        }

        await().untilAsserted(() -> assertThat(counter.get()).isZero());
        assertThat(counter.add(3)).isEqualTo(3);
    }

    @Test
    void noCountIsLostWhenManyCountAtOnce() throws Exception {
        int threads = 8;
        int each = 50;
        List<Future<?>> tasks = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                Counter counter = (i % 2 == 0 ? here() : there()).counter(name, LONG);
                tasks.add(executor.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        counter.add(1);
                    }
                }));
            }
        }
        for (Future<?> task : tasks) {
            task.get();
        }

        assertThat(here().counter(name, LONG).get()).isEqualTo((long) threads * each);
        assertThat(there().counter(name, LONG).get()).isEqualTo((long) threads * each);
    }

    @Test
    void aLeaseIsHeldByOneAlone() {
        Lease lease = here().lease(name, LONG).orElseThrow();

        assertThat(here().lease(name, LONG)).isEmpty();
        assertThat(there().lease(name, LONG)).isEmpty();
        assertThat(there().lease(name + "other", LONG)).isPresent();
        assertThat(lease.renew()).isTrue();

        lease.close();
        assertThat(there().lease(name, LONG)).isPresent();
    }

    @Test
    void aRenewedLeaseGoesOn() {
        Lease lease = here().lease(name, SHORT).orElseThrow();

        for (int i = 0; i < 8; i++) {
            sleep(SHORT.dividedBy(4));
            assertThat(lease.renew()).isTrue();
        }
        assertThat(there().lease(name, LONG)).isEmpty();
    }

    @Test
    void aLeaseThatEndedIsLostAndDoesNotDisturbTheNextHolder() {
        Lease lost = here().lease(name, SHORT).orElseThrow();
        Lease next = await().until(() -> there().lease(name, LONG), Optional::isPresent)
                .orElseThrow();

        assertThat(lost.renew()).isFalse();
        lost.close();
        assertThat(here().lease(name, LONG)).isEmpty();
        assertThat(next.renew()).isTrue();
    }

    @Test
    void onlyOneOfManyGetsTheLease() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                SharedState state = i % 2 == 0 ? here() : there();
                executor.submit(() -> state.lease(name, LONG).ifPresent(lease -> holders.incrementAndGet()));
            }
        }

        assertThat(holders).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a/b", "../a", "-a", "a b"})
    void mapsHavePlainNames(String bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> here().map(bad, Durability.VOLATILE))
                .withMessage("not a map's name: '" + bad + "'");
    }

    @Test
    void timesToLiveAreSensible() {
        StateMap map = here().map(name, Durability.VOLATILE);
        Duration negative = Duration.ofSeconds(-1);

        assertThatIllegalArgumentException().isThrownBy(() -> map.put("k", bytes("v"), negative));
        assertThatIllegalArgumentException().isThrownBy(() -> map.putIfAbsent("k", bytes("v"), negative));
        assertThatIllegalArgumentException().isThrownBy(() -> map.replace("k", bytes("v"), bytes("w"), negative));
        assertThatIllegalArgumentException().isThrownBy(() -> here().counter(name, negative));
        assertThatIllegalArgumentException().isThrownBy(() -> here().lease(name, negative));
        assertThatIllegalArgumentException().isThrownBy(() -> here().lease(name, Duration.ZERO));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Optional<String> text(Optional<byte[]> bytes) {
        return bytes.map(value -> new String(value, StandardCharsets.UTF_8));
    }

    static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
