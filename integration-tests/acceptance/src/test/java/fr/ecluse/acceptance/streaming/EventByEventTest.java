package fr.ecluse.acceptance.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.ScriptedUpstream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway holds no event back. */
@OnSharedTestBed
class EventByEventTest {

    private static final int EVENTS = 20;

    private final GatewayProcess gateway;
    private final ScriptedUpstream upstream;

    EventByEventTest(GatewayProcess gateway, ScriptedUpstream upstream) {
        this.gateway = gateway;
        this.upstream = upstream;
    }

    /** The upstream writes an event only once the caller has the one before. */
    @ParameterizedTest
    @ValueSource(strings = {"scripted", "scripted-renamed"})
    void eventIsWithTheCallerBeforeTheNextOneIsWritten(String model) throws IOException {
        String id = RequestIds.next();
        Semaphore arrived = new Semaphore(1);
        upstream.on(id, exchange -> {
            exchange.beginStream();
            for (int i = 0; i < EVENTS; i++) {
                arrived.acquire();
                exchange.piece(event("scripted", i) + "\n\n");
            }
            arrived.acquire();
            exchange.piece("data: [DONE]\n\n");
            exchange.endStream();
        });

        try (RawClient client = RawClient.connect(gateway.url())) {
            client.post(
                    Chats.PATH, gateway.key(DemoKey.AGENT), Chats.streamed(model, "Bonjour"), "X-Request-Id: " + id);

            assertThat(client.readHead().status()).isEqualTo(200);
            for (int i = 0; i < EVENTS; i++) {
                assertThat(client.readEvent()).hasValue(event(model, i));
                arrived.release();
            }
            assertThat(client.readEvent()).hasValue("data: [DONE]");
            assertThat(client.readEvent()).isEmpty();
        }
    }

    private static String event(String model, int number) {
        return "data: {\"id\":\"" + number + "\",\"model\":\"" + model
                + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}";
    }
}
