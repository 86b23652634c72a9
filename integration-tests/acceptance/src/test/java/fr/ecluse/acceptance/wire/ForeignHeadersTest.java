package fr.ecluse.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.JournalEntry;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.SimulatorProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of the caller's head goes on: no header reaches an upstream but those that the gateway makes. */
@OnSharedTestBed
class ForeignHeadersTest {

    private static final String[] ALLOWED = {
        "accept", "content-length", "content-type", "host", "traceparent", "user-agent", "x-request-id"
    };
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final GatewayProcess gateway;
    private final SimulatorProcess simulator;

    ForeignHeadersTest(GatewayProcess gateway, SimulatorProcess simulator) {
        this.gateway = gateway;
        this.simulator = simulator;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelHttpUri: http://evil.example/",
                "CamelHttpPath: /v1/models",
                "CamelHttpMethod: DELETE",
                "CamelHttpQuery: model=evil",
                "Camel.Http.Uri: http://evil.example/",
                "camelExecCommandExecutable: /bin/sh",
                "org.apache.camel.uri: http://evil.example/",
                "Forwarded: for=10.0.0.1;host=evil.example",
                "X-Forwarded-For: 10.0.0.1",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: https",
                "X-Real-IP: 10.0.0.1",
                "X-Original-URL: /admin/flows",
                "Connection: keep-alive, X-Hop",
                "Keep-Alive: timeout=5",
                "TE: trailers",
                "Upgrade: websocket",
                "Proxy-Authorization: Basic Zm9vOmJhcg==",
                "Proxy-Connection: keep-alive",
                "Cookie: session=1",
                "OpenAI-Organization: org-1",
                "OpenAI-Project: proj-1",
                "X-Stainless-Lang: js",
                "Referer: http://evil.example/",
                "Origin: http://evil.example",
                "Accept-Encoding: gzip",
                "Accept-Language: fr",
                "X-Http-Method-Override: DELETE",
                "X-Ecluse-Zone: onprem-dr",
                "X-Ecluse-Sensitivity: usual",
                "tracestate: vendor=1",
                "baggage: user=alice",
                "traceparent: not-a-trace",
            })
    void foreignHeaderDoesNotReachTheUpstream(String line) throws IOException {
        JournalEntry received = send("/v1/chat/completions", line, "X-Hop: 1");

        assertThat(received.headerNames()).isSubsetOf(ALLOWED).doesNotContain("traceparent");
        assertThat(received.headers("host")).containsExactly(simulatorAddress());
        assertThat(received.headers("user-agent")).containsExactly("Ecluse");
        assertThat(received.headers("content-type")).containsExactly("application/json");
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.path()).isEqualTo("/v1/chat/completions");
        assertThat(received.query()).isEmpty();
    }

    @Test
    void hostOfTheCallerDoesNotReachTheUpstream() throws IOException {
        String id = RequestIds.next();
        String body = Chats.plain("sim-echo", "Bonjour");
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send("""
                    POST /v1/chat/completions HTTP/1.1\r
                    Host: evil.example:81\r
                    Authorization: Bearer %s\r
                    Content-Type: application/json;charset=utf-8\r
                    X-Request-Id: %s\r
                    Content-Length: %d\r
                    \r
                    %s""".formatted(gateway.key(DemoKey.AGENT), id, body.length(), body)
                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(client.readHead().status()).isEqualTo(200);
        }
        JournalEntry received = simulator.journal().one(id);
        assertThat(received.headers("host")).containsExactly(simulatorAddress());
        assertThat(received.headers("content-type")).containsExactly("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?model=sim-429",
                "?httpUri=http://evil.example/",
                "?bridgeEndpoint=true&throwExceptionOnFailure=false",
                "?CamelHttpUri=http%3A%2F%2Fevil.example",
                "?%00",
            })
    void queryDoesNotReachTheUpstream(String query) throws IOException {
        JournalEntry received = send("/v1/chat/completions" + query);

        assertThat(received.path()).isEqualTo("/v1/chat/completions");
        assertThat(received.query()).isEmpty();
    }

    @Test
    void traceOfTheCallerGoesOn() throws IOException {
        JournalEntry received = send("/v1/chat/completions", "traceparent: " + TRACE);

        assertThat(received.headers("traceparent")).containsExactly(TRACE);
    }

    private JournalEntry send(String path, String... lines) throws IOException {
        String id = RequestIds.next();
        String[] all = new String[lines.length + 1];
        System.arraycopy(lines, 0, all, 0, lines.length);
        all[lines.length] = "X-Request-Id: " + id;
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.post(path, gateway.key(DemoKey.AGENT), Chats.plain("sim-echo", "Bonjour"), all);

            RawClient.Head head = client.readHead();
            assertThat(head.status()).as(client.readBody(head)).isEqualTo(200);
        }
        return simulator.journal().one(id);
    }

    private String simulatorAddress() {
        return simulator.url().getAuthority();
    }
}
