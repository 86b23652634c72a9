package fr.ecluse.acceptance.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.Events;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Both ports with TLS: what they speak, and what they refuse. */
@OnSharedTestBed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {

    private final SimulatorProcess simulator;
    private TestAuthority authority;
    private TlsFolder folder;
    private GatewayProcess gateway;

    TlsTest(SimulatorProcess simulator) {
        this.simulator = simulator;
    }

    @BeforeAll
    void start() throws Exception {
        folder = TlsFolder.make();
        authority = TestAuthority.make(folder.folder(), "authority");
        folder.serve(authority.sign("gateway"));
        gateway = start(folder.example("tls.yaml"));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void chatIsAnsweredOverHttp2() throws Exception {
        try (TlsClient client = client()) {
            HttpResponse<String> answer = client.chat(gateway, Chats.plain("sim-echo", "Bonjour"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(Version.HTTP_2);
            assertThat(answer.sslSession().map(SSLSession::getProtocol)).hasValue("TLSv1.3");
            assertThat(Json.parse(answer.body())
                            .at("/choices/0/message/content")
                            .asString())
                    .isEqualTo("Bonjour");
        }
    }

    @Test
    void chatIsStreamedOverHttp2() throws Exception {
        try (TlsClient client = client()) {
            HttpResponse<String> answer = client.chat(gateway, Chats.streamed("sim-echo", "Bonjour tout le monde"));

            assertThat(answer.version()).isEqualTo(Version.HTTP_2);
            assertThat(Events.chatText(Events.data(answer.body()))).isEqualTo("Bonjour tout le monde");
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void managementPortSpeaksTls() throws Exception {
        try (TlsClient client = client()) {
            HttpResponse<String> answer = client.get(readiness(gateway));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession().map(SSLSession::getProtocol)).hasValue("TLSv1.3");
        }
    }

    @Test
    void olderTlsIsRefusedOnBothPorts() throws Exception {
        try (TlsClient client = client("TLSv1.2")) {
            assertThatThrownBy(() -> client.models(gateway))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
            assertThatThrownBy(() -> client.get(readiness(gateway)))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
        }
    }

    @Test
    void olderTlsIsSpokenWhereItIsNamed() throws Exception {
        String named = folder.example("tls.yaml")
                .replace("reload-period: 1s", "protocols: \"TLSv1.3,TLSv1.2\"\n      reload-period: 1s");
        try (GatewayProcess lenient = start(named);
                TlsClient client = client("TLSv1.2")) {
            HttpResponse<String> answer = client.models(lenient);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession().map(SSLSession::getProtocol)).hasValue("TLSv1.2");
            assertThat(client.get(readiness(lenient)).sslSession().map(SSLSession::getProtocol))
                    .hasValue("TLSv1.2");
        }
    }

    @Test
    void plainHttpIsNotAnswered() throws Exception {
        try (TlsClient client = client()) {
            for (URI port : new URI[] {gateway.url(), gateway.managementUrl()}) {
                URI plain = URI.create("http://127.0.0.1:" + port.getPort() + "/q/health/ready");

                assertThatThrownBy(() -> client.get(plain)).isInstanceOf(IOException.class);
            }
        }
    }

    private GatewayProcess start(String configuration) {
        return GatewayProcess.builder()
                .simulator(simulator)
                .configuration(configuration)
                .start();
    }

    private TlsClient client(String... protocols) throws Exception {
        return TlsClient.of(authority, Optional.empty(), protocols);
    }

    private static URI readiness(GatewayProcess gateway) {
        return gateway.managementUrl().resolve("/q/health/ready");
    }
}
