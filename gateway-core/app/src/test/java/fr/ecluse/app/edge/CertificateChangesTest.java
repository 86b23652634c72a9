package fr.ecluse.app.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.tls.CertificateUpdatedEvent;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CertificateChangesTest {

    private static final int CONNECTIONS = 300;

    @TempDir
    private static Path folder;

    @Test
    void noConnectionIsRefusedWhileCertificatesChange() throws Exception {
        // Given
        TestCertificate certificate = TestCertificate.make(folder, "server");
        HttpServerOptions options = new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.options());
        AtomicBoolean over = new AtomicBoolean();
        try (EdgeServer server = new EdgeServer(EdgeServer.GENEROUS, options, EdgeServer::echo);
                ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            Future<Integer> changes = aside.submit(() -> {
                int made = 0;
                while (!over.get()) {
                    server.renew(certificate);
                    made++;
                }
                return made;
            });
            // Then
            SSLContext trusting = certificate.trustedBy(null);
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    assertThat(get(trusting, server.port())).startsWith("HTTP/1.1 200 ");
                }
            } finally {
                over.set(true);
            }
            assertThat(changes.get()).isGreaterThan(CONNECTIONS / 10);
        }
    }

    @Test
    void aChangeWhoseEndIsNotToldHoldsConnectionsForSomeSecondsOnly() throws Exception {
        CertificateChanges changes = new CertificateChanges();
        changes.begin(new CertificateUpdatedEvent("default", null));

        Optional<CompletableFuture<Void>> change = changes.place(() -> {
            throw new AssertionError("placed too early");
        });

        assertThat(change.orElseThrow()).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(changes.place(() -> {})).isEmpty();
    }

    @Test
    void changesOfSeveralConfigurationsAreAllWaitedFor() {
        CertificateChanges changes = new CertificateChanges();
        changes.begin(new CertificateUpdatedEvent("default", null));
        changes.begin(new CertificateUpdatedEvent("management", null));

        changes.end(new CertificateUpdatedEvent("default", null));
        assertThat(changes.place(() -> {})).isPresent();

        changes.end(new CertificateUpdatedEvent("management", null));
        assertThat(changes.place(() -> {})).isEmpty();
    }

    private static String get(SSLContext trusting, int port) throws IOException {
        try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
