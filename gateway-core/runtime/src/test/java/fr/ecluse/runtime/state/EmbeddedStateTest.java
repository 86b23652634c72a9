package fr.ecluse.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import fr.ecluse.spi.state.SharedState;
import fr.ecluse.spi.state.SharedState.Durability;
import fr.ecluse.spi.state.StateMap;
import fr.ecluse.spi.state.StateUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStateTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class Contract extends SharedStateContract {

        private Optional<SharedStates> state = Optional.empty();

        @BeforeAll
        void start(@TempDir Path stateFolder) {
            state = Optional.of(StateSettings.start(stateFolder, "timeout", "20s"));
        }

        @AfterAll
        void stop() {
            state.ifPresent(SharedStates::close);
        }

        @Override
        SharedState here() {
            return state.orElseThrow();
        }

        @Override
        SharedState there() {
            return state.orElseThrow();
        }
    }

    @Test
    void durableEntriesOutliveARestartAndVolatileOnesDoNot() {
        try (SharedStates before = start()) {
            before.map("kept", Durability.DURABLE).put("k", SharedStateContract.bytes("v"), LONG);
            before.map("kept", Durability.DURABLE).put("removed", SharedStateContract.bytes("v"), LONG);
            before.map("kept", Durability.DURABLE).remove("removed");
            before.map("kept", Durability.DURABLE).put("ended", SharedStateContract.bytes("v"), Duration.ofMillis(1));
            before.map("lost", Durability.VOLATILE).put("k", SharedStateContract.bytes("v"), LONG);
        }

        try (SharedStates after = start()) {
            assertThat(SharedStateContract.text(
                            after.map("kept", Durability.DURABLE).get("k")))
                    .contains("v");
            assertThat(after.map("kept", Durability.DURABLE).keys()).containsExactly("k");
            assertThat(after.map("lost", Durability.VOLATILE).keys()).isEmpty();
        }
    }

    @Test
    void whatWasAcknowledgedOutlivesAKilledProcess() throws Exception {
        List<String> acknowledged = DurableWriter.runAndKill(500, folder, "timeout", "20s");

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(500);
        try (SharedStates after = start()) {
            StateMap map = after.map(DurableWriter.MAP, Durability.DURABLE);
            assertThat(map.keys()).containsAll(acknowledged);
            assertThat(acknowledged)
                    .allSatisfy(key ->
                            assertThat(SharedStateContract.text(map.get(key))).contains("value of " + key));
        }
    }

    @Test
    void memoryIsBoundedAndWhatIsDurableStaysOnTheDisk() {
        try (SharedStates state = start("memory-per-map", "1MB", "timeout", "20s")) {
            StateMap bounded = state.map("bounded", Durability.VOLATILE);
            StateMap durable = state.map("durable", Durability.DURABLE);
            byte[] large = new byte[64 * 1024];
            for (int i = 0; i < 64; i++) {
                bounded.put("k" + i, large, LONG);
                durable.put("k" + i, large, LONG);
            }

            assertThat(bounded.keys()).hasSizeLessThan(17);
            assertThat(durable.keys()).hasSize(64);
            assertThat(durable.get("k0"))
                    .hasValueSatisfying(value -> assertThat(value).hasSameSizeAs(large));
        }
    }

    @Test
    void writesMayBeForcedOntoTheDisk() {
        try (SharedStates state = start("force-writes", "true", "timeout", "20s")) {
            StateMap map = state.map("forced", Durability.DURABLE);

            map.put("k", SharedStateContract.bytes("v"), LONG);

            assertThat(SharedStateContract.text(map.get("k"))).contains("v");
        }
    }

    @Test
    void preparingCostsNothingAndWarmingUpStartsEverything() throws Exception {
        try (SharedStates state = start()) {
            StateMap map = state.map("some", Durability.DURABLE);
            assertThat(folder).isEmptyDirectory();

            state.warmUp();

            await().untilAsserted(() ->
                    assertThat(folder.resolve("shared-state/map.some")).isDirectory());
            map.put("k", SharedStateContract.bytes("v"), LONG);
        }
    }

    @Test
    void aFolderServesOneGatewayAlone() {
        try (SharedStates first = start();
                SharedStates second = start()) {
            first.counter("c", LONG).add(1);

            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> second.counter("c", LONG).get())
                    .havingRootCause()
                    .withMessageEndingWith("shared-state is in use by another gateway");

            first.close();
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(second.counter("c", LONG).get())
                            .as("tried again")
                            .isZero());
        }
    }

    @Test
    void aFolderThatCannotBeWrittenToIsAnError() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (SharedStates state = StateSettings.start(file)) {
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> state.map("some", Durability.DURABLE).get("k"))
                    .withMessage("the shared state failed");
        }
    }

    @Test
    void aStartThatTakesTooLongFailsTheCallNotTheStart() {
        try (SharedStates state = start("timeout", "1ms")) {
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> state.counter("c", LONG).get())
                    .withMessage("the shared state did not answer within PT0.001S");

            await().ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(state.counter("c", LONG).get()).isZero());
        }
    }

    @Test
    void afterClosingCallsFail() {
        SharedStates state = start();
        state.counter("c", LONG).add(1);
        StateMap map = state.map("some", Durability.VOLATILE);
        SharedState.Lease lease = state.lease("l", LONG).orElseThrow();

        state.close();
        state.close();

        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> map.get("k"));
        assertThatExceptionOfType(StateUnavailableException.class)
                .isThrownBy(() -> state.counter("c", LONG).add(1));
        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(lease::renew);
        lease.close();
    }

    @Test
    void aWaitingCallCanBeInterrupted() throws Exception {
        try (SharedStates state = start()) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> state.map("some", Durability.VOLATILE).get("k"))
                    .withMessage("interrupted while waiting for the shared state");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> state.counter("c", LONG).add(1))
                    .withMessage("interrupted while counting c");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private SharedStates start(String... keysAndValues) {
        return keysAndValues.length == 0
                ? StateSettings.start(folder, "timeout", "20s")
                : StateSettings.start(folder, keysAndValues);
    }
}
