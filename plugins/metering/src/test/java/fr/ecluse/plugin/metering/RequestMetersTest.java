package fr.ecluse.plugin.metering;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.Ledger.Verdict;
import fr.ecluse.spi.Outcome.Result;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.Outcomes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMetersTest {

    private static final String[] FIXED = {"api", "test", "operation", "createChatCompletion"};

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestMeters meters = new RequestMeters(registry);

    @ParameterizedTest
    @CsvFileSource(resources = "labels.csv", delimiter = '|', numLinesToSkip = 1)
    void labelsSayWhatWasAskedAndHowItEnded(Result result, @Nullable ErrorCode error, String code) {
        FakeExchange exchange = FakeExchange.chat().build();
        meters.count(exchange, Outcomes.of(result, 200, Optional.ofNullable(error), 1, 0));

        assertThat(registry.get("ecluse_requests").counter().getId().getTags())
                .containsExactlyInAnyOrder(
                        Tag.of("api", "test"),
                        Tag.of("operation", "createChatCompletion"),
                        Tag.of("result", result.name().toLowerCase(Locale.ROOT)),
                        Tag.of("code", code));
    }

    @Test
    void countsEveryRequest() {
        meters.count(Exchanges.whole(), Outcomes.completed());
        meters.count(Exchanges.whole(), Outcomes.completed());
        assertThat(registry.get("ecluse_requests").counter().count()).isEqualTo(2);
    }

    @Test
    void countsWhatEachStepDecided() {
        meters.count(Exchanges.whole(), Outcomes.completed());
        meters.count(Exchanges.whole(), Outcomes.completed());

        assertThat(decisions("identity", "proceed", "none")).isEqualTo(2);
        assertThat(decisions("dlp@detect", "failed_open", "none")).isEqualTo(2);
        assertThat(registry.find("ecluse_decisions").counters()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSE,        CONTENT_BLOCKED,    refuse,        content_blocked",
        "REFUSE,        ,                   refuse,        none", // nobody was there to be told
        "FAILED_CLOSED, POLICY_UNAVAILABLE, failed_closed, policy_unavailable",
        "FAILED_OPEN,   UPSTREAM_ERROR,     failed_open,   none",
        "PROCEED,       UPSTREAM_ERROR,     proceed,       none",
        "RESPOND,       ,                   respond,       none"
    })
    void onlyTheStepThatStoppedTheRequestHasItsCode(
            Verdict verdict, @Nullable ErrorCode error, String decision, String code) {
        FakeExchange exchange = FakeExchange.chat().build();
        exchange.entered(entry("identity", Verdict.PROCEED));
        exchange.entered(entry("dlp@act", verdict));
        meters.count(exchange, Outcomes.of(Result.REFUSED, 400, Optional.ofNullable(error), 1, 0));

        assertThat(decisions("identity", "proceed", "none")).isEqualTo(1);
        assertThat(decisions("dlp@act", decision, code)).isEqualTo(1);
    }

    @Test
    void noCallerMakesMoreMeters() {
        for (int i = 0; i < 100; i++) {
            FakeExchange exchange = FakeExchange.chat()
                    .id("req-" + i)
                    .header("User-Agent", "agent-" + i)
                    .category("category-" + i)
                    .body("{\"model\":\"model-" + i + "\"}")
                    .build();
            exchange.entered(entry("identity", Verdict.PROCEED));
            meters.count(exchange, Outcomes.completed());
        }
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .containsExactlyInAnyOrder("ecluse_requests", "ecluse_decisions");
    }

    private double decisions(String step, String decision, String code) {
        List<Counter> counters = List.copyOf(registry.get("ecluse_decisions")
                .tags(FIXED)
                .tags("step", step, "decision", decision, "code", code)
                .counters());
        assertThat(counters).hasSize(1);
        return counters.getFirst().count();
    }

    private static Ledger.Entry entry(String step, Verdict verdict) {
        return new Ledger.Entry(StepName.parse(step), verdict, 0, Duration.ofNanos(1_000));
    }
}
