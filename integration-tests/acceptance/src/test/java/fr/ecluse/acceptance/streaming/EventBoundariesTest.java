package fr.ecluse.acceptance.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.ApiClient;
import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.ScriptedUpstream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However an upstream writes its events and wherever the network cuts them, they arrive byte for byte. */
@OnSharedTestBed
class EventBoundariesTest {

    private static final String CASES = "/cases/event-streams.json";

    private final ApiClient agent;
    private final ScriptedUpstream upstream;

    EventBoundariesTest(GatewayProcess gateway, ScriptedUpstream upstream) {
        this.agent = gateway.client(DemoKey.AGENT);
        this.upstream = upstream;
    }

    static Stream<Arguments> streams() throws IOException {
        try (InputStream file = Objects.requireNonNull(EventBoundariesTest.class.getResourceAsStream(CASES))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return StreamSupport.stream(Json.parse(text).spliterator(), false)
                    .map(one -> Arguments.of(
                            one.path("name").asString(),
                            one.path("stream").asString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void streamArrivesByteForByteWhereverItIsCutInTwo(String name, byte[] stream) {
        for (int cut = 0; cut <= stream.length; cut++) {
            byte[] head = Arrays.copyOfRange(stream, 0, cut);
            byte[] tail = Arrays.copyOfRange(stream, cut, stream.length);

            assertArrives(name + ", cut at " + cut, stream, List.of(head, tail));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void streamArrivesByteForByteWhenEveryByteComesAlone(String name, byte[] stream) {
        List<byte[]> pieces = new ArrayList<>();
        for (byte one : stream) {
            pieces.add(new byte[] {one});
        }

        assertArrives(name, stream, pieces);
    }

    private void assertArrives(String name, byte[] stream, List<byte[]> pieces) {
        String id = RequestIds.next();
        upstream.on(id, exchange -> {
            exchange.beginStream();
            for (byte[] piece : pieces) {
                if (piece.length > 0) {
                    exchange.piece(piece);
                }
            }
            exchange.endStream();
        });

        String received = agent.post(Chats.PATH, Chats.streamed("scripted", "Bonjour"), "X-Request-Id", id)
                .text();

        assertThat(received).as(name).isEqualTo(new String(stream, StandardCharsets.UTF_8));
    }
}
