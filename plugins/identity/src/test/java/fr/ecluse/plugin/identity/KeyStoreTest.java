package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.state.SharedState.Durability;
import fr.ecluse.spi.state.StateUnavailableException;
import fr.ecluse.testkit.InMemorySharedState;
import fr.ecluse.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The store of keys")
class KeyStoreTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final TestClock clock = new TestClock(NOW);
    private final InMemorySharedState shared = new InMemorySharedState(clock);
    private final WatchedState state = new WatchedState(shared);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10_000_000_000L); // overflows on the way
    private final KeyStore here = new KeyStore(state, clock, nanos::get);
    private final KeyStore there = new KeyStore(shared, clock, nanos::get);

    @Test
    void requestsReadTheCopyAlone() {
        // Given
        here.add(key("a"));
        here.current();
        int before = state.calls();

        // When
        for (int i = 0; i < 1_000; i++) {
            assertThat(here.current()).containsOnlyKeys("a");
        }
        pass(KeyStore.FRESH);
        here.current();

        // Then
        assertThat(state.calls()).isEqualTo(before);
    }

    @Test
    void whatAnotherReplicaChangesIsKnownInTime() {
        here.add(key("a"));
        here.add(key("b"));
        assertThat(here.current()).containsOnlyKeys("a", "b");

        there.add(key("c"));
        there.revoke("a");
        pass(KeyStore.USABLE.plusNanos(1));

        assertThat(here.current()).containsOnlyKeys("a", "b", "c");
        assertThat(one(here.current(), "a").revoked()).contains(NOW);
        assertThat(KeyStore.USABLE).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anOlderCopyIsBroughtUpToDateBesideTheRequests() {
        here.current();
        there.add(key("a"));
        pass(KeyStore.FRESH.plusNanos(1));

        assertThat(here.current()).as("nobody waits").isEmpty();

        await().untilAsserted(() -> assertThat(here.current()).containsOnlyKeys("a"));
    }

    @Test
    void theFirstWhoUsesAnOlderCopyHasItBroughtUpToDate() {
        here.current();
        pass(KeyStore.FRESH.plusNanos(1));
        int before = state.calls();

        here.current();

        await().until(() -> state.calls() > before);
    }

    @Test
    void aCopyThatCouldNotBeBroughtUpToDateIsTriedAgain() {
        // Given
        here.current();
        pass(KeyStore.FRESH.plusNanos(1));
        int before = state.calls();
        state.reachable(false);
        here.current();
        await().until(() -> state.calls() > before);

        // When
        state.reachable(true);
        there.add(key("a"));

        // Then
        await().untilAsserted(() -> assertThat(here.current()).containsOnlyKeys("a"));
    }

    @Test
    void theFirstReadingIsTriedTwiceSinceTheStoreMayBeStarting() {
        there.add(key("a"));
        state.failNext(1);

        assertThat(here.current()).containsOnlyKeys("a");
    }

    @Test
    void allOtherReadingsAreTriedOnce() {
        here.current();
        state.failNext(1);

        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(here::latest);
    }

    @ParameterizedTest(name = "at {0} nanoseconds")
    @ValueSource(longs = {0, Long.MAX_VALUE, Long.MIN_VALUE})
    void aFailureIsNoAnswerToWhoeverAsksLater(long time) {
        // Given
        AtomicLong others = new AtomicLong(time);
        KeyStore store = new KeyStore(state, clock, others::get);
        there.add(key("a"));
        state.reachable(false);
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(store::latest);

        // When
        state.reachable(true);
        others.incrementAndGet();

        // Then
        assertThat(store.latest()).containsOnlyKeys("a");
    }

    @ParameterizedTest(name = "of a store that can be reached: {0}")
    @ValueSource(booleans = {true, false})
    void thoseWhoWaitedBehindAReadingShareTheNextOne(boolean reachable) throws Exception {
        // Given
        here.add(key("a"));
        int before = state.calls();
        CountDownLatch release = new CountDownLatch(1);
        state.hold("api-key-changes", release);
        FutureTask<Map<String, IssuedKey>> first = new FutureTask<>(here::latest);
        FutureTask<Map<String, IssuedKey>> second = new FutureTask<>(here::latest);
        FutureTask<Map<String, IssuedKey>> third = new FutureTask<>(here::latest);
        waiting(first);
        pass(Duration.ofNanos(1));
        waiting(second);
        waiting(third);
        pass(Duration.ofNanos(1));

        // When
        state.reachable(reachable);
        release.countDown();

        // Then
        for (FutureTask<Map<String, IssuedKey>> one : List.of(first, second, third)) {
            if (reachable) {
                assertThat(one.get()).containsOnlyKeys("a");
            } else {
                assertThatThrownBy(one::get).hasCauseInstanceOf(StateUnavailableException.class);
            }
        }
        assertThat(state.calls() - before).isEqualTo(2);
    }

    @Test
    void whoeverIsInterruptedBehindAReadingLeaves() throws Exception {
        // Given
        CountDownLatch release = new CountDownLatch(1);
        state.hold("api-key-changes", release);
        FutureTask<Map<String, IssuedKey>> reading = new FutureTask<>(here::latest);
        waiting(reading);
        FutureTask<Boolean> leaving = new FutureTask<>(this::isInterruptedAfterAFailure);

        // When
        waiting(leaving).interrupt();

        // Then
        assertThat(leaving.get()).as("still interrupted").isTrue();
        release.countDown();
        assertThat(reading.get()).isEmpty();
    }

    @Test
    void whoeverIsInterruptedWhileReadingLeaves() throws Exception {
        // Given
        here.add(key("a"));
        there.add(key("b"));
        CountDownLatch release = new CountDownLatch(1);
        state.hold("api-keys", release);
        FutureTask<Boolean> leaving = new FutureTask<>(this::isInterruptedAfterAFailure);
        Thread thread = waiting(leaving);

        // When
        thread.interrupt();
        await("the interrupt was noticed").until(() -> !thread.isInterrupted());
        release.countDown();

        // Then
        assertThat(leaving.get()).as("still interrupted").isTrue();
        assertThat(here.latest()).containsOnlyKeys("a", "b");
    }

    @Test
    void aSingleChangeCostsAFewCallsHoweverManyKeysThereAre() {
        for (int i = 0; i < 200; i++) {
            there.add(key("k" + i));
        }
        here.latest();
        int before = state.calls();

        there.revoke("k7");
        pass(KeyStore.USABLE.plusNanos(1));
        assertThat(one(here.current(), "k7").revoked()).isPresent();

        assertThat(state.calls() - before).isEqualTo(2);
    }

    @Test
    void moreChangesThanAreRememberedAreAllSeen() {
        here.latest();
        for (int i = 0; i < 100; i++) {
            there.add(key("k" + i));
        }

        assertThat(here.latest()).hasSize(100);
    }

    @Test
    void aChangeWhoseNoteWasLostIsSeenWithinAMinute() {
        there.add(key("a"));
        here.latest();
        shared.map("api-keys", Durability.DURABLE).remove("a");

        pass(KeyStore.COMPLETE);
        assertThat(here.latest()).containsOnlyKeys("a");
        pass(Duration.ofNanos(1));
        assertThat(here.latest()).isEmpty();
    }

    @Test
    void anotherHistoryOfChangesIsNotTakenForOnesOwn() {
        // Given two replicas that have seen the same number of changes of histories that parted
        there.add(key("a"));
        here.latest();
        shared.map("api-key-changes", Durability.DURABLE).remove("last");
        shared.map("api-keys", Durability.DURABLE).remove("a");
        there.add(key("b"));

        // Then
        assertThat(here.latest()).containsOnlyKeys("b");
    }

    @Test
    void anOldCopyIsNoAnswer() {
        here.add(key("a"));
        state.reachable(false);
        pass(KeyStore.USABLE);
        assertThat(here.current()).containsOnlyKeys("a");

        pass(Duration.ofNanos(1));

        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(here::current);
        state.reachable(true);
        assertThat(here.current()).containsOnlyKeys("a");
    }

    @Test
    void whatIsChangedIsNotLostWhenSomebodyElseChangesItToo() {
        here.add(key("a"));
        KeyHash other = KeyHash.of("other");
        state.beforeReplacing(() -> there.change("a", key -> key.rotated(other, NOW)));

        here.revoke("a");

        assertThat(one(there.latest(), "a").revoked()).contains(NOW);
        assertThat(one(there.latest(), "a").secrets().getFirst().hash()).isEqualTo(other);
    }

    @Test
    void manyReplicasNoteTheirChangesAtTheSameTime() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String id = "k" + i;
                KeyStore replica = new KeyStore(shared, clock, nanos::get);
                replica.latest();
                writers.add(threads.submit(() -> {
                    start.await();
                    replica.add(key(id));
                    return id;
                }));
            }
            here.latest();
            start.countDown();
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        assertThat(here.latest()).hasSize(20);
    }

    @Test
    void aKeyIsKeptForAWhileAfterItsEnd() {
        here.add(key("expiring"));
        here.add(key("revoked"));
        here.revoke("revoked");

        clock.advance(KeyStore.KEPT.minusSeconds(1));
        assertThat(fresh().latest()).containsOnlyKeys("expiring", "revoked");
        clock.advance(Duration.ofSeconds(1));
        assertThat(fresh().latest()).containsOnlyKeys("expiring");
        clock.advance(Duration.ofDays(10));
        assertThat(fresh().latest()).isEmpty();
    }

    @Test
    void anEntryThatCannotBeReadLetsNobodyInAndTheOthersGoOn() {
        here.add(key("a"));
        shared.map("api-keys", Durability.DURABLE).put("b", "{\"id\":".getBytes(StandardCharsets.UTF_8), Duration.ZERO);

        assertThat(fresh().latest()).containsOnlyKeys("a");
        assertThat(here.change("b", key -> key)).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        assertThat(here.revoke("none")).isEmpty();
    }

    @Test
    void anIdIsTakenOnce() {
        here.add(key("a"));

        assertThatIllegalStateException().isThrownBy(() -> there.add(key("a")));
    }

    @Test
    void allOfAKeyComesBack() {
        IssuedKey key =
                key("a").rotated(KeyHash.of("second"), NOW.plusSeconds(60)).revoked(NOW.plusSeconds(3));
        there.add(key);

        assertThat(one(here.latest(), "a")).isEqualTo(key);
        assertThat(key).hasToString("IssuedKey[a]");
    }

    private static IssuedKey one(Map<String, IssuedKey> keys, String id) {
        return Optional.ofNullable(keys.get(id)).orElseThrow();
    }

    private boolean isInterruptedAfterAFailure() {
        assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(here::latest)
                .withMessageContaining("interrupted while");
        return Thread.currentThread().isInterrupted();
    }

    /** Runs this on a thread that has to wait. */
    private static Thread waiting(FutureTask<?> task) {
        Thread thread = Thread.ofPlatform().daemon().start(task);
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    private KeyStore fresh() {
        return new KeyStore(shared, clock, nanos::get);
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private static IssuedKey key(String id) {
        return new IssuedKey(
                id,
                "name",
                "demo",
                "agent",
                new KeyAttributes(
                        Sensitivity.DR, Optional.of("sg"), Optional.empty(), Set.of("g"), Set.of(), Optional.of("app")),
                Scopes.of(List.of("ai/*", "keys")),
                NOW,
                NOW.plus(Duration.ofDays(10)),
                Optional.empty(),
                List.of("parent"),
                List.of(new IssuedKey.Hashed(KeyHash.of(id), Optional.empty())));
    }
}
