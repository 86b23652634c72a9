package fr.ecluse.plugin.metering;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Outcome.Result;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.Usage;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Outcomes;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ModelMeters meters = new ModelMeters(registry);

    @ParameterizedTest
    @CsvFileSource(resources = "gen-ai-labels.csv", delimiter = '|', numLinesToSkip = 1)
    void labelsSayWhatWasAskedAndHowItEnded(
            String path, Result result, @Nullable ErrorCode error, String operation, String errorType) {
        FakeExchange exchange = FakeExchange.to(FakeOperation.of("anOperation", "POST", path, "{}"))
                .target(Exchanges.MODEL)
                .build();
        meters.count(exchange, Outcomes.of(result, 200, Optional.ofNullable(error), 1, 0), false);

        for (String duration : new String[] {"gen_ai.server.request.duration", "gen_ai.client.operation.duration"}) {
            assertThat(registry.get(duration).timer().getId().getTags())
                    .as(duration)
                    .containsExactlyInAnyOrder(
                            Tag.of("gen_ai.operation.name", operation),
                            Tag.of("gen_ai.request.model", "chat-standard"),
                            Tag.of("error.type", errorType));
        }
    }

    @Test
    void countsTokensAndTimesOfModels() {
        meters.count(Exchanges.whole(), Outcomes.completed(), true);
        meters.count(Exchanges.whole(), Outcomes.completed(), true);

        assertThat(tokens("input")).isEqualTo(240);
        assertThat(tokens("output")).isEqualTo(68);
        assertThat(millis("gen_ai.server.request.duration")).isEqualTo(240);
        assertThat(millis("gen_ai.client.operation.duration")).isEqualTo(200); // the part spent upstream
        assertThat(millis("gen_ai.server.time_to_first_token")).isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, true,   2, 80", // 120 ms in all, 40 of them until the first token
        "COMPLETED, true,   9, 10",
        "COMPLETED, true,   1,", // there is none after the first
        "COMPLETED, true,   0,",
        "COMPLETED, false,  9,", // nobody knows when the first one was ready
        "CANCELLED, true,   9,", // what was counted upstream did not all come through
        "FAILED,    true,   9,"
    })
    void tokensAfterTheFirstOneHaveATimeEach(
            Result result, boolean streamed, long outputTokens, @Nullable Double millis) {
        FakeExchange exchange = FakeExchange.chat()
                .target(Exchanges.MODEL)
                .usage(new Usage(1, outputTokens, 0, 0))
                .build();
        meters.count(exchange, Outcomes.of(result, 200, Optional.empty(), 256, 7), streamed);

        Timer timer = registry.find("gen_ai.server.time_per_output_token").timer();
        assertThat(timer == null ? null : timer.totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(millis);
    }

    @Test
    void noTokenHasATimeOfItsOwnWhenTheUpstreamDoesNotCount() {
        meters.count(FakeExchange.chat().target(Exchanges.MODEL).build(), Outcomes.completed(), true);
        assertThat(registry.find("gen_ai.server.time_per_output_token").timer()).isNull();
    }

    @Test
    void onlyStreamsHaveAFirstToken() {
        meters.count(Exchanges.whole(), Outcomes.completed(), false);
        meters.count(Exchanges.whole(), Outcomes.cancelled(), true); // before anything was written
        assertThat(registry.find("gen_ai.server.time_to_first_token").timer()).isNull();
    }

    @Test
    void aModelThatWasNotCalledHasNoOperation() {
        Outcome outcome = new Outcome(
                Result.REFUSED,
                503,
                Optional.of(ErrorCode.ZONE_SATURATED),
                Duration.ofMillis(2),
                Optional.empty(),
                Duration.ZERO,
                128,
                0);
        meters.count(Exchanges.whole(), outcome, false);
        assertThat(registry.find("gen_ai.client.operation.duration").timer()).isNull();
        assertThat(registry.get("gen_ai.server.request.duration").timer().count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "connector"})
    void withoutAModelNothingIsCounted(String kind) {
        FakeExchange.Builder exchange = FakeExchange.chat();
        if (!kind.isEmpty()) {
            exchange.target(new Target(kind, "land-register", Optional.empty(), Optional.empty()));
        }
        meters.count(exchange.build(), Outcomes.refused(ErrorCode.MODEL_NOT_FOUND), false);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void noCallerMakesMoreMeters() {
        for (int i = 0; i < 100; i++) {
            FakeExchange exchange = FakeExchange.chat()
                    .id("req-" + i)
                    .header("User-Agent", "agent-" + i)
                    .body("{\"model\":\"model-" + i + "\"}")
                    .target(Exchanges.MODEL)
                    .build();
            meters.count(exchange, Outcomes.completed(), false);
        }
        assertThat(registry.getMeters())
                .filteredOn(meter -> meter.getId().getType() != Meter.Type.GAUGE) // this registry's form of buckets
                .hasSize(2);
    }

    private double millis(String timer) {
        return registry.get(timer).timer().totalTime(TimeUnit.MILLISECONDS);
    }

    private double tokens(String type) {
        return registry.get("gen_ai.client.token.usage")
                .tag("gen_ai.token.type", type)
                .summary()
                .totalAmount();
    }
}
