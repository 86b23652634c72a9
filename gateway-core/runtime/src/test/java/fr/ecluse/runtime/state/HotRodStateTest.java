package fr.ecluse.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import fr.ecluse.spi.state.SharedState;
import fr.ecluse.spi.state.SharedState.Durability;
import fr.ecluse.spi.state.StateMap;
import fr.ecluse.spi.state.StateUnavailableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.infinispan.server.hotrod.configuration.HotRodServerConfigurationBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

class HotRodStateTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class Contract extends SharedStateContract {

        private Optional<HotRodTestServer> server = Optional.empty();
        private Optional<SharedStates> one = Optional.empty();
        private Optional<SharedStates> other = Optional.empty();

        @BeforeAll
        void start(@TempDir Path serverFolder) {
            HotRodTestServer started = HotRodTestServer.start(serverFolder);
            server = Optional.of(started);
            one = Optional.of(StateSettings.start(serverFolder, started.options("20s")));
            other = Optional.of(StateSettings.start(serverFolder, started.options("20s")));
        }

        @AfterAll
        void stop() {
            one.ifPresent(SharedStates::close);
            other.ifPresent(SharedStates::close);
            server.ifPresent(HotRodTestServer::close);
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

    @Test
    void aServerThatGoesAndComesBackIsUsedAgain() {
        int port = StateSettings.freePort();
        HotRodTestServer first = HotRodTestServer.start(folder.resolve("first"), port, settings -> {});
        try (SharedStates state = StateSettings.start(folder, first.options("2s"))) {
            StateMap map = state.map("some", Durability.VOLATILE);
            await().ignoreExceptions().untilAsserted(() -> map.put("k", SharedStateContract.bytes("v"), LONG));

            first.close();
            assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> map.get("k"));

            try (HotRodTestServer second = HotRodTestServer.start(folder.resolve("second"), port, settings -> {})) {
                assertThat(second.port()).isEqualTo(port);
                await().ignoreExceptions()
                        .untilAsserted(() -> assertThat(
                                        state.map("other", Durability.VOLATILE).get("k"))
                                .isEmpty());
            }
        }
    }

    @Test
    void withoutAServerCallsFailInTime() {
        try (SharedStates state = StateSettings.start(
                folder,
                "mode",
                "hot-rod",
                "timeout",
                "1s",
                "hot-rod.servers",
                "127.0.0.1:" + StateSettings.freePort())) {
            assertFailsWithin(Duration.ofSeconds(3), state);
        }
    }

    @Test
    void withAServerThatNeverAnswersCallsFailInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SharedStates state = StateSettings.start(
                        folder,
                        "mode",
                        "hot-rod",
                        "timeout",
                        "1s",
                        "hot-rod.servers",
                        "127.0.0.1:" + silent.getLocalPort())) {
            assertFailsWithin(Duration.ofSeconds(3), state);
        }
    }

    @Test
    void theGatewaySaysWhoItIsOverAnEncryptedConnection() throws Exception {
        Certificates certificates = Certificates.create(folder, "server");
        try (HotRodTestServer server =
                HotRodTestServer.start(folder, StateSettings.freePort(), settings -> secure(settings, certificates))) {
            String[] user = {"hot-rod.username", "gateway", "hot-rod.password.ref", "env:HOT_ROD_PASSWORD"};
            String[] impostor = {"hot-rod.username", "gateway", "hot-rod.password.ref", "env:STORE_PASSWORD"};
            String[] tls = certificates.options("hot-rod");

            try (SharedStates known = start(server, user, tls)) {
                assertThat(known.counter("c", LONG).add(1)).isEqualTo(1);
            }
            try (SharedStates unknown = start(server, impostor, tls)) {
                assertThatExceptionOfType(StateUnavailableException.class)
                        .isThrownBy(() -> unknown.counter("c", LONG).get());
            }
            try (SharedStates open = start(server, user)) {
                assertThatExceptionOfType(StateUnavailableException.class)
                        .isThrownBy(() -> open.counter("c", LONG).get());
            }
        }
    }

    @Test
    void certificatesThatCannotBeReadAreAnError() {
        Certificates missing = new Certificates(folder.resolve("none"), folder.resolve("none"));
        String[] options = Stream.concat(
                        Stream.of("mode", "hot-rod", "hot-rod.servers", "127.0.0.1:1"),
                        Arrays.stream(missing.options("hot-rod")))
                .toArray(String[]::new);
        try (SharedStates state = StateSettings.start(folder, options)) {
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> state.counter("c", LONG).get());
        }
    }

    private static void secure(HotRodServerConfigurationBuilder settings, Certificates certificates) {
        settings.authentication()
                .enable()
                .sasl()
                .serverName("server")
                .addAllowedMech("SCRAM-SHA-512")
                .authenticator(new ScramUser("gateway", "s3cret"));
        settings.ssl()
                .enable()
                .keyStoreFileName(certificates.keystore().toString())
                .keyStorePassword("changeit".toCharArray())
                .keyStoreType("PKCS12");
    }

    private SharedStates start(HotRodTestServer server, String[]... more) {
        return StateSettings.start(
                folder,
                Stream.concat(Stream.<String[]>of(server.options("5s")), Arrays.stream(more))
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new));
    }

    private static void assertFailsWithin(Duration limit, SharedStates state) {
        for (int attempt = 0; attempt < 2; attempt++) {
            long begun = System.nanoTime();
            assertThatExceptionOfType(StateUnavailableException.class)
                    .isThrownBy(() -> state.map("some", Durability.VOLATILE).get("k"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit);
        }
    }
}
