package fr.ecluse.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.spi.state.SharedState;
import fr.ecluse.spi.state.SharedState.Counter;
import fr.ecluse.spi.state.SharedState.Durability;
import fr.ecluse.spi.state.SharedState.Lease;
import fr.ecluse.spi.state.StateMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterStateTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class Contract extends SharedStateContract {

        private Optional<SharedStates> one = Optional.empty();
        private Optional<SharedStates> other = Optional.empty();

        @BeforeAll
        void start(@TempDir Path stateFolder) {
            int[] ports = {StateSettings.freePort(), StateSettings.freePort()};
            one = Optional.of(replica(stateFolder, "one", ports, 0));
            other = Optional.of(replica(stateFolder, "other", ports, 1));
            one.orElseThrow().counter("start", LONG).add(1);
            assertThat(other.orElseThrow().counter("start", LONG).get()).isEqualTo(1);
        }

        @AfterAll
        void stop() {
            other.ifPresent(SharedStates::close);
            one.ifPresent(SharedStates::close);
        }

        @Override
        SharedState here() {
            return one.orElseThrow();
        }

        @Override
        SharedState there() {
            return other.orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"continue", "refuse"})
    void whenAReplicaStopsTheOtherGoesOnWithEverything(String whenSplit) {
        int[] ports = {StateSettings.freePort(), StateSettings.freePort()};
        try (SharedStates leaving = replica(folder, "leaving", ports, 0, "cluster.when-split", whenSplit);
                SharedStates staying = replica(folder, "staying", ports, 1, "cluster.when-split", whenSplit)) {
            StateMap durable = leaving.map("durable", Durability.DURABLE);
            StateMap seenByOther = staying.map("durable", Durability.DURABLE);
            Counter counter = leaving.counter("c", LONG);
            durable.put("warm", SharedStateContract.bytes("up"), LONG);
            assertThat(seenByOther.get("warm")).isPresent();
            assertThat(staying.counter("c", LONG).get()).isZero();
            assertThat(staying.lease("warm-up", LONG)).isPresent();
            for (int i = 0; i < 100; i++) {
                durable.put("k" + i, SharedStateContract.bytes("v" + i), LONG);
                counter.add(1);
            }
            Lease lease = leaving.lease("l", Duration.ofSeconds(1)).orElseThrow();

            leaving.close();

            assertThat(seenByOther.keys()).hasSize(101);
            assertThat(staying.counter("c", LONG).add(1)).isEqualTo(101);
            await().until(() -> staying.lease("l", LONG).isPresent());
            lease.close();
        }
    }

    @Test
    void whatWasAcknowledgedOutlivesAKilledReplica() throws Exception {
        int[] ports = {StateSettings.freePort(), StateSettings.freePort()};
        try (SharedStates staying = replica(folder, "staying", ports, 0)) {
            StateMap map = staying.map(DurableWriter.MAP, Durability.DURABLE);
            assertThat(map.keys()).isEmpty();

            List<String> acknowledged = DurableWriter.runAndKill(500, folder.resolve("killed"), options(ports, 1));

            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(500);
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(map.keys()).containsAll(acknowledged));
            assertThat(acknowledged)
                    .allSatisfy(key ->
                            assertThat(SharedStateContract.text(map.get(key))).contains("value of " + key));
        }
    }

    @Test
    void replicasWithCertificatesOfTheSameAuthorityFindEachOther() throws Exception {
        int[] ports = {StateSettings.freePort(), StateSettings.freePort()};
        String[] tls = Certificates.create(folder, "cluster").options("cluster");
        try (SharedStates one = replica(folder, "one", ports, 0, tls);
                SharedStates other = replica(folder, "other", ports, 1, tls)) {
            one.counter("c", LONG).add(1);

            assertThat(other.counter("c", LONG).get()).isEqualTo(1);
        }
    }

    @Test
    void aReplicaWithoutACertificateStaysAlone() throws Exception {
        int[] ports = {StateSettings.freePort(), StateSettings.freePort()};
        String[] tls = Certificates.create(folder, "cluster").options("cluster");
        try (SharedStates one = replica(folder, "one", ports, 0, tls);
                SharedStates stranger = replica(folder, "stranger", ports, 1)) {
            one.counter("c", LONG).add(1);

            assertThat(stranger.counter("c", LONG).get()).isZero();
        }
    }

    private static SharedStates replica(Path folder, String name, int[] ports, int own, String... more) {
        return StateSettings.start(folder.resolve(name), options(ports, own, more));
    }

    private static String[] options(int[] ports, int own, String... more) {
        String[] all = {
            "mode",
            "cluster",
            "timeout",
            "20s",
            "cluster.bind-port",
            Integer.toString(ports[own]),
            "cluster.initial-hosts",
            "127.0.0.1:" + ports[0] + ",127.0.0.1:" + ports[1]
        };
        return Stream.concat(Arrays.stream(all), Arrays.stream(more)).toArray(String[]::new);
    }
}
