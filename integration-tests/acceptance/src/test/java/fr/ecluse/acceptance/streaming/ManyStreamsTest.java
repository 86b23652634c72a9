package fr.ecluse.acceptance.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Events;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RawClient;
import fr.ecluse.acceptance.support.RequestIds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many streams at once do not mix. */
@OnSharedTestBed
class ManyStreamsTest {

    private static final int STREAMS = 200;
    private static final int WORDS = 40;

    private final GatewayProcess gateway;

    ManyStreamsTest(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    @Test
    void everyStreamIsCompleteAndInItsOrder() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> answers = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < STREAMS; i++) {
                int number = i;
                String id = RequestIds.next();
                ids.add(id);
                answers.add(callers.submit(() -> stream(text(number), id)));
            }

            for (int i = 0; i < STREAMS; i++) {
                List<String> data = answers.get(i).get();
                assertThat(Events.chatText(data)).isEqualTo(text(i));
                assertThat(Events.isDone(data.getLast())).isTrue();
            }
            assertThat(gateway.usage().await(ids))
                    .hasSize(STREAMS)
                    .allSatisfy(
                            entry -> assertThat(entry.path("result").asString()).isEqualTo("completed"));
        }
    }

    /** Words that say which stream they belong to, and where. */
    private static String text(int stream) {
        return IntStream.range(0, WORDS)
                .mapToObj(word -> Integer.toString(1_000 * (stream + 1) + word, Character.MAX_RADIX))
                .collect(Collectors.joining(" "));
    }

    private List<String> stream(String text, String id) throws Exception {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.post(
                    Chats.PATH,
                    gateway.key(DemoKey.AGENT),
                    Chats.streamed("sim-echo", text, "\"tokens_per_second\":25"),
                    "X-Request-Id: " + id);
            assertThat(client.readHead().status()).isEqualTo(200);
            return Events.data(new String(client.readRest(), StandardCharsets.UTF_8));
        }
    }
}
