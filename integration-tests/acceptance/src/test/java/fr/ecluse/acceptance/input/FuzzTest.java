package fr.ecluse.acceptance.input;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.TestBed;
import fr.ecluse.seeds.Seeds;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tens of thousands of requests that went wrong by chance. A failing one can be sent again: its seed is printed. */
@OnSharedTestBed
@DisplayName("Requests made of chance")
class FuzzTest {

    private static final int CASES = 20_000;
    private static final int CALLERS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void neverFindAFaultOfTheGateway(TestBed bed) throws Exception {
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            PrimitiveIterator.OfLong seeds = Seeds.of(CASES).iterator();
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.submit(() -> {
                    for (OptionalLong seed = next(seeds); seed.isPresent() && faults.size() < 20; seed = next(seeds)) {
                        check(bed, client, seed.getAsLong(), faults);
                    }
                });
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(30, TimeUnit.MINUTES)).isTrue();
        }

        assertThat(faults).isEmpty();
        assertThat(bed.gateway().client(DemoKey.AGENT).get("/v1/models").status())
                .isEqualTo(200);
        assertThat(bed.gateway().managementStranger().get("/q/health/ready").status())
                .isEqualTo(200);
    }

    private static synchronized OptionalLong next(PrimitiveIterator.OfLong seeds) {
        return seeds.hasNext() ? OptionalLong.of(seeds.nextLong()) : OptionalLong.empty();
    }

    private static void check(TestBed bed, HttpClient client, long seed, Queue<String> faults) {
        MutatedRequest request = MutatedRequest.of(seed);
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(bed.gateway().url() + request.path()))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + bed.gateway().key(DemoKey.AGENT))
                            .header("Content-Type", request.contentType())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            boolean sound = answer.statusCode() < 300
                    || answer.statusCode() >= 400 && answer.statusCode() < 500 && isOurShape(answer, text);
            if (!sound || text.contains("Exception")) {
                faults.add("seed " + seed + ": " + answer.statusCode() + " " + text);
            }
        } catch (Exception e) {
            faults.add("seed " + seed + ": " + e);
        }
    }

    private static boolean isOurShape(HttpResponse<byte[]> answer, String text) {
        JsonNode error = Json.parse(text).path("error");
        return List.of("message", "type", "code").stream()
                        .allMatch(name -> error.path(name).isString())
                && answer.headers().firstValue("X-Request-Id").isPresent();
    }
}
