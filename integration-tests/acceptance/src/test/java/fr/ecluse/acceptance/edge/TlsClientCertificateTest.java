package fr.ecluse.acceptance.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that must show a certificate; each port has an authority of its own that signs them. */
@OnSharedTestBed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsClientCertificateTest {

    private final SimulatorProcess simulator;
    private TestAuthority authority;
    private TestCertificate application;
    private TestCertificate operator;
    private TestCertificate stranger;
    private TlsFolder folder;
    private GatewayProcess gateway;

    TlsClientCertificateTest(SimulatorProcess simulator) {
        this.simulator = simulator;
    }

    @BeforeAll
    void start() throws Exception {
        folder = TlsFolder.make();
        authority = TestAuthority.make(folder.folder(), "authority");
        folder.serve(authority.sign("gateway"));
        stranger = authority.sign("stranger");
        TestAuthority applications = TestAuthority.make(folder.folder(), "applications");
        applications.writeTo(folder.folder().resolve("clients-ca.crt"));
        application = applications.sign("application");
        TestAuthority operators = TestAuthority.make(folder.folder(), "operators");
        operators.writeTo(folder.folder().resolve("operators-ca.crt"));
        operator = operators.sign("operator");
        gateway = start(folder.example("client-certificates.yaml"));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void applicationIsServedOnThePublicPortAlone() throws Exception {
        try (TlsClient client = TlsClient.of(authority, Optional.of(application))) {
            assertThat(client.models(gateway).statusCode()).isEqualTo(200);
            assertThatManagementRefuses(client);
        }
    }

    @Test
    void operatorIsServedOnTheManagementPortAlone() throws Exception {
        try (TlsClient client = TlsClient.of(authority, Optional.of(operator))) {
            assertThat(readiness(client, gateway)).isEqualTo(200);
            assertThatPublicPortRefuses(client);
        }
    }

    @Test
    void clientWithoutCertificateIsServedNowhere() throws Exception {
        try (TlsClient client = TlsClient.of(authority, Optional.empty())) {
            assertThatPublicPortRefuses(client);
            assertThatManagementRefuses(client);
        }
    }

    @Test
    void certificateOfAnotherAuthorityOpensNothing() throws Exception {
        try (TlsClient client = TlsClient.of(authority, Optional.of(stranger))) {
            assertThatPublicPortRefuses(client);
            assertThatManagementRefuses(client);
        }
    }

    @Test
    void certificateThatIsRequestedMayBeMissingButNotBad() throws Exception {
        try (GatewayProcess lenient =
                        start(folder.example("client-certificates.yaml").replace(": required", ": request"));
                TlsClient bare = TlsClient.of(authority, Optional.empty());
                TlsClient bad = TlsClient.of(authority, Optional.of(stranger))) {
            assertThat(bare.models(lenient).statusCode()).isEqualTo(200);
            assertThat(readiness(bare, lenient)).isEqualTo(200);
            assertThatThrownBy(() -> bad.models(lenient)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> readiness(bad, lenient)).isInstanceOf(IOException.class);
        }
    }

    private GatewayProcess start(String configuration) {
        return GatewayProcess.builder()
                .simulator(simulator)
                .configuration(configuration)
                .start();
    }

    private void assertThatPublicPortRefuses(TlsClient client) {
        assertThatThrownBy(() -> client.models(gateway)).isInstanceOf(IOException.class);
    }

    private void assertThatManagementRefuses(TlsClient client) {
        assertThatThrownBy(() -> readiness(client, gateway)).isInstanceOf(IOException.class);
    }

    private static int readiness(TlsClient client, GatewayProcess gateway) throws IOException, InterruptedException {
        return client.get(gateway.managementUrl().resolve("/q/health/ready")).statusCode();
    }
}
