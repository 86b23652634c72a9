package fr.ecluse.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Keys in shared state")
class RevocationTest {

    private static final String ALL = ",\"scopes\":[\"*\"]";
    private static final Duration PROMISED = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void keysAndTheirEndsOutliveARestart() throws Exception {
        String good;
        String revoked;
        try (Replica before = Replica.start(folder)) {
            good = before.create(Replica.AGENT, ALL).key();
            revoked = before.create(Replica.AGENT, ALL).key();
            before.call(Replica.AGENT, "DELETE", "/v1/keys/" + revoked.split("_")[1], "");
            assertThat(before.get(revoked, "/v1/me").status()).isEqualTo(401);
        }

        try (Replica after = Replica.start(folder)) {
            assertThat(after.get(good, "/v1/me").status()).isEqualTo(200);
            assertThat(after.get(revoked, "/v1/me").status()).isEqualTo(401);
            assertThat(after.get(Replica.AGENT, "/v1/keys").body().path("data").findValuesAsString("status"))
                    .containsExactlyInAnyOrder("active", "revoked");
        }
    }

    @Test
    void aKeyIsGoodAndEndsOnEveryReplica() throws Exception {
        int[] ports = {freePort(), freePort()};
        try (Replica here = Replica.start(folder.resolve("here"), cluster(ports, 0));
                Replica there = Replica.start(folder.resolve("there"), cluster(ports, 1));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given an application that never rests
            String key = here.create(Replica.AGENT, ALL).key();
            await().atMost(PROMISED)
                    .untilAsserted(
                            () -> assertThat(there.get(key, "/v1/me").status()).isEqualTo(200));
            AtomicLong lastGood = new AtomicLong();
            Future<?> application = threads.submit(() -> {
                long limit = System.nanoTime() + PROMISED.multipliedBy(4).toNanos();
                while (there.get(key, "/v1/me").status() == 200 && System.nanoTime() < limit) {
                    lastGood.set(System.nanoTime());
                }
                return null;
            });

            // When
            assertThat(here.call(Replica.AGENT, "DELETE", "/v1/keys/" + key.split("_")[1], "")
                            .status())
                    .isEqualTo(200);
            long revoked = System.nanoTime();

            // Then
            application.get();
            assertThat(Duration.ofNanos(lastGood.get() - revoked)).isLessThan(PROMISED);
            assertThat(there.get(key, "/v1/me").error()).isEqualTo("invalid_api_key");
        }
    }

    @Test
    void withoutItsSharedStateAGatewayTakesNoIssuedKeyAndStillThoseOfItsConfiguration() throws Exception {
        String key;
        try (Replica before = Replica.start(folder)) {
            key = before.create(Replica.AGENT, ALL).key();

            // When another gateway finds the folder taken
            try (Replica shut = Replica.start(folder)) {

                // Then
                Replica.Result issued = shut.get(key, "/v1/me");
                assertThat(issued.error()).isEqualTo("policy_unavailable");
                assertThat(issued.http().headers().firstValue("Retry-After")).contains("1");
                assertThat(shut.get(Replica.AGENT, "/v1/me").status()).isEqualTo(200);
                assertThat(shut.create(Replica.AGENT, ALL).error()).isEqualTo("policy_unavailable");
            }
        }
    }

    private static String[] cluster(int[] ports, int own) {
        return new String[] {
            "shared-state.mode",
            "cluster",
            "shared-state.cluster.bind-port",
            Integer.toString(ports[own]),
            "shared-state.cluster.initial-hosts",
            "127.0.0.1:" + ports[0] + ",127.0.0.1:" + ports[1]
        };
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // The one 100 above must be a port too.
            return socket.getLocalPort() < 65_000 ? socket.getLocalPort() : freePort();
        }
    }
}
