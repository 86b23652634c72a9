package fr.ecluse.simulator;

import static fr.ecluse.simulator.Requests.chat;
import static fr.ecluse.simulator.Requests.sim;
import static fr.ecluse.simulator.RunningSimulator.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bounds are wide: a busy machine delays, and only being early or all at once is a fault. */
class PacingTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = RunningSimulator.withDefaults();

    /** Milliseconds from the request to each event. */
    private static List<Long> arrivals(JsonObject request) throws IOException {
        long start = System.nanoTime();
        List<Long> arrivals = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(SIMULATOR.open(CHAT, request), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                if (line.startsWith("data: ")) {
                    arrivals.add((System.nanoTime() - start) / 1_000_000);
                }
                line = reader.readLine();
            }
        }
        return arrivals;
    }

    @Test
    void tokensComeOneByOne() throws IOException {
        // When ten tokens are asked for, ten per second, the first after 200 ms
        JsonObject request = chat("sim-chat", "x")
                .put("sim", sim("tokens", 10).put("tokens_per_second", 10).put("first_token_ms", 200));
        List<Long> arrivals = arrivals(request);
        // Then each has its time: role and first token together, the end with the last one
        assertThat(arrivals).hasSize(13);
        for (int token = 0; token < 10; token++) {
            assertThat(arrivals.get(token + 1))
                    .as("token %d", token)
                    .isBetween(199 + 100L * token, 3_000 + 100L * token);
        }
        assertThat(arrivals.getLast()).isBetween(1_099L, 4_000L);
    }

    @Test
    void theUsualPaceIsFiftyTokensPerSecond() throws IOException {
        List<Long> arrivals = arrivals(chat("sim-chat", "x"));
        assertThat(arrivals).hasSize(1 + 64 + 2);
        assertThat(arrivals.get(1)).isBetween(99L, 3_000L);
        assertThat(arrivals.getLast()).isBetween(1_359L, 5_000L);
    }

    @Test
    void theSlowModelThinksForFiveSeconds() throws IOException {
        assertThat(arrivals(chat("sim-slow", "x").put("max_tokens", 1)).getFirst())
                .isBetween(4_999L, 8_000L);
    }

    @Test
    void aPlainAnswerTakesAsLongAsItsStream() {
        long start = System.nanoTime();
        SIMULATOR.answer(CHAT, chat("sim-chat", "x").put("max_tokens", 21));
        assertThat((System.nanoTime() - start) / 1_000_000).isBetween(499L, 4_000L);
    }

    @Test
    void aRateBeyondTheClocksStepIsServedInBunches() throws IOException {
        JsonObject request = chat("sim-chat", "x")
                .put(
                        "sim",
                        sim("tokens", 100_000).put("tokens_per_second", 500_000).put("first_token_ms", 0));
        List<Long> arrivals = arrivals(request);
        assertThat(arrivals).hasSize(1 + 100_000 + 2);
        assertThat(arrivals.getLast()).isGreaterThanOrEqualTo(199);
    }

    @Test
    void theHeadCanComeBeforeTheFirstToken() throws IOException {
        JsonObject request = chat("sim-echo", "x")
                .put("stream", true)
                .put("sim", sim("first_token_ms", 2_000).put("early_headers", true));
        long start = System.nanoTime();
        HttpResponse<InputStream> response =
                SIMULATOR.send(SIMULATOR.posting(CHAT, request.encode()), HttpResponse.BodyHandlers.ofInputStream());
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(1_500);
        assertThat(ServerEvent.parse(new String(response.body().readAllBytes(), StandardCharsets.UTF_8)))
                .hasSize(4);
        assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(1_999);
    }
}
