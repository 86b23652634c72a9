package fr.ecluse.acceptance.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A certificate that is renewed on disk, well or badly, while the gateway runs. */
@OnSharedTestBed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsRenewalTest {

    /** Longer than it takes to renew. */
    private static final String LONG = "\"tokens\":200,\"tokens_per_second\":40";

    private final SimulatorProcess simulator;
    private TestAuthority authority;
    private TlsFolder folder;
    private GatewayProcess gateway;

    TlsRenewalTest(SimulatorProcess simulator) {
        this.simulator = simulator;
    }

    @BeforeAll
    void start() throws Exception {
        folder = TlsFolder.make();
        authority = TestAuthority.make(folder.folder(), "authority");
        folder.serve(authority.sign("first"));
        gateway = GatewayProcess.builder()
                .simulator(simulator)
                .configuration(folder.example("tls.yaml"))
                .start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void renewedCertificateIsServedAndStreamsGoOn() throws Exception {
        TestCertificate renewed = authority.sign("renewed");
        String id = RequestIds.next();
        try (TlsClient early = TlsClient.of(authority, Optional.empty());
                BufferedReader stream = new BufferedReader(new InputStreamReader(
                        early.stream(gateway, id, Chats.streamed("sim-chat", "Raconte.", LONG))
                                .body(),
                        StandardCharsets.UTF_8))) {
            assertThat(stream.readLine()).startsWith("data: ");

            folder.serve(renewed);

            for (URI port : List.of(gateway.url(), gateway.managementUrl())) {
                await("the renewed certificate on " + port)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> served(port), renewed.certificate()::equals);
            }
            assertThat(simulator.journal().one(id).finishedAt())
                    .as("the stream is still under way")
                    .isEmpty();
            assertThat(stream.lines().filter(line -> !line.isEmpty())).last().isEqualTo("data: [DONE]");
        }
    }

    @Test
    void brokenFileLeavesTheFormerCertificate() throws Exception {
        X509Certificate former = served(gateway.url());

        Files.writeString(folder.folder().resolve("tls.crt"), "half a certif");

        await("some attempts to read it")
                .pollInterval(Duration.ofMillis(500))
                .during(Duration.ofMillis(2_500))
                .until(() -> served(gateway.url()), former::equals);
    }

    /** What a new client is shown. */
    private X509Certificate served(URI port) throws Exception {
        try (TlsClient client = TlsClient.of(authority, Optional.empty())) {
            HttpResponse<String> answer = client.get(port.resolve("/"));
            return (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
        }
    }
}
