package fr.ecluse.plugin.metering;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Outcome.Result;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Outcomes;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RequestMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestMeters meters = new RequestMeters(registry);

    @ParameterizedTest
    @CsvFileSource(resources = "labels.csv", delimiter = '|', numLinesToSkip = 1)
    void labelsSayWhatWasAskedAndHowItEnded(
            String path,
            Result result,
            @Nullable ErrorCode error,
            String genAiOperation,
            String code,
            String errorType) {
        FakeExchange exchange = FakeExchange.to(FakeOperation.of("anOperation", "POST", path, "{}"))
                .target(Exchanges.MODEL)
                .build();
        meters.count(exchange, Outcomes.of(result, 200, Optional.ofNullable(error), 1, 0), false);

        assertThat(registry.get("ecluse_requests").counter().getId().getTags())
                .containsExactlyInAnyOrder(
                        Tag.of("api", "test"),
                        Tag.of("operation", "anOperation"),
                        Tag.of("result", result.name().toLowerCase(Locale.ROOT)),
                        Tag.of("code", code));
        assertThat(registry.get("gen_ai.server.request.duration")
                        .timer()
                        .getId()
                        .getTags())
                .containsExactlyInAnyOrder(
                        Tag.of("gen_ai.operation.name", genAiOperation),
                        Tag.of("gen_ai.request.model", "chat-standard"),
                        Tag.of("error.type", errorType));
    }

    @Test
    void countsTokensAndTimesOfModels() {
        Outcome outcome = Outcomes.of(Result.COMPLETED, 200, Optional.empty(), 256, 7);
        meters.count(Exchanges.whole(), outcome, true);
        meters.count(Exchanges.whole(), outcome, true);

        assertThat(tokens("input")).isEqualTo(240);
        assertThat(tokens("output")).isEqualTo(68);
        assertThat(registry.get("gen_ai.server.request.duration").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(240);
        assertThat(registry.get("gen_ai.server.time_to_first_token").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(80);
        assertThat(registry.get("ecluse_requests").counter().count()).isEqualTo(2);
    }

    @Test
    void onlyStreamsHaveAFirstToken() {
        meters.count(Exchanges.whole(), Outcomes.completed(), false);
        meters.count(Exchanges.whole(), Outcomes.cancelled(), true); // before anything was written
        assertThat(registry.find("gen_ai.server.time_to_first_token").timer()).isNull();
    }

    @Test
    void withoutAModelOnlyTheRequestIsCounted() {
        meters.count(FakeExchange.chat().build(), Outcomes.refused(ErrorCode.MODEL_NOT_FOUND), false);
        FakeExchange connector = FakeExchange.chat()
                .target(new Target("connector", "land-register", Optional.empty(), Optional.empty()))
                .build();
        meters.count(connector, Outcomes.completed(), false);
        assertThat(registry.getMeters())
                .hasSize(2)
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .containsOnly("ecluse_requests");
    }

    @Test
    void noCallerMakesMoreMeters() {
        for (int i = 0; i < 100; i++) {
            FakeExchange exchange = FakeExchange.chat()
                    .id("req-" + i)
                    .header("User-Agent", "agent-" + i)
                    .category("category-" + i)
                    .body("{\"model\":\"model-" + i + "\"}")
                    .target(Exchanges.MODEL)
                    .build();
            meters.count(exchange, Outcomes.completed(), false);
        }
        assertThat(registry.getMeters())
                .filteredOn(meter -> meter.getId().getType() != Meter.Type.GAUGE) // this registry's form of buckets
                .hasSize(2);
    }

    private double tokens(String type) {
        return registry.get("gen_ai.client.token.usage")
                .tag("gen_ai.token.type", type)
                .summary()
                .totalAmount();
    }
}
