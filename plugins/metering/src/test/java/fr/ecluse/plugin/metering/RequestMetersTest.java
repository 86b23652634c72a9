package fr.ecluse.plugin.metering;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.Outcome.Result;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.Usage;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.testkit.FakeExchange;
import fr.ecluse.testkit.FakeOperation;
import fr.ecluse.testkit.Outcomes;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMetersTest {

    private static final Target CHAT = new Target("model", "chat-standard", Optional.of("sim-1"), Optional.of("lab"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestMeters meters = new RequestMeters(registry);

    @Test
    void everyEndIsCountedOnce() {
        FakeExchange exchange = FakeExchange.chat().build();

        meters.count(exchange, Outcomes.completed(), false);
        meters.count(exchange, Outcomes.completed(), true);
        meters.count(exchange, Outcomes.refused(ErrorCode.ACCESS_DENIED), false);
        meters.count(exchange, Outcomes.failed(ErrorCode.UPSTREAM_ERROR), false);
        meters.count(exchange, Outcomes.cancelled(), false);

        assertThat(requests("completed", "none")).isEqualTo(2);
        assertThat(requests("refused", "access_denied")).isEqualTo(1);
        assertThat(requests("failed", "upstream_error")).isEqualTo(1);
        assertThat(requests("cancelled", "none")).isEqualTo(1);
        assertThat(registry.find("ecluse_requests").counters()).hasSize(4);
    }

    private double requests(String result, String code) {
        return registry.get("ecluse_requests")
                .tags("api", "test", "operation", "createChatCompletion", "result", result, "code", code)
                .counter()
                .count();
    }

    @Test
    void withoutATargetNoModelIsNamed() {
        meters.count(FakeExchange.chat().usage(new Usage(1, 1, 0, 0)).build(), Outcomes.completed(), true);
        meters.count(
                FakeExchange.chat()
                        .target(new Target("connector", "mail", Optional.empty(), Optional.empty()))
                        .build(),
                Outcomes.completed(),
                false);

        assertThat(registry.getMeters())
                .allMatch(meter -> meter.getId().getName().equals("ecluse_requests"));
    }

    @Test
    void tokensTimesAndFirstTokensOfModelsAreMeasured() {
        FakeExchange exchange = FakeExchange.chat()
                .target(CHAT)
                .usage(new Usage(120, 34, 20, 4))
                .build();

        meters.count(exchange, Outcomes.completed(), true);

        assertThat(tokens("input").totalAmount()).isEqualTo(120);
        assertThat(tokens("output").totalAmount()).isEqualTo(34);
        assertThat(tokens("input").takeSnapshot().histogramCounts()).isNotEmpty();
        assertThat(duration("none").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(120);
        assertThat(duration("none").takeSnapshot().histogramCounts()).hasSize(14);
        Timer firstToken = registry.get("gen_ai.server.time_to_first_token")
                .tags("gen_ai.operation.name", "chat", "gen_ai.request.model", "chat-standard")
                .timer();
        assertThat(firstToken.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
        assertThat(firstToken.takeSnapshot().histogramCounts()).hasSize(16);
    }

    @Test
    void aWholeAnswerHasNoFirstToken() {
        meters.count(FakeExchange.chat().target(CHAT).build(), Outcomes.completed(), false);
        meters.count(FakeExchange.chat().target(CHAT).build(), Outcomes.cancelled(), true);

        assertThat(registry.find("gen_ai.server.time_to_first_token").timers()).isEmpty();
        assertThat(registry.find("gen_ai.client.token.usage").summaries()).isEmpty();
    }

    @Test
    void whatWentWrongIsALabelOfTheDuration() {
        FakeExchange exchange = FakeExchange.chat().target(CHAT).build();

        meters.count(exchange, Outcomes.failed(ErrorCode.UPSTREAM_TIMEOUT), false);
        meters.count(exchange, Outcomes.cancelled(), false);
        meters.count(exchange, Outcomes.of(Result.FAILED, 500, Optional.empty(), 0, 0), false);

        assertThat(duration("upstream_timeout").count()).isOne();
        assertThat(duration("cancelled").count()).isOne();
        assertThat(duration("failed").count()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "/chat/completions, chat",
        "/responses, chat",
        "/messages, chat",
        "/completions, text_completion",
        "/embeddings, embeddings",
        "/ocr, anOperation",
    })
    void operationsHaveTheNamesOfTheConventions(String path, String name) {
        FakeExchange exchange = FakeExchange.to(FakeOperation.of("anOperation", "POST", path, "{}"))
                .target(CHAT)
                .build();

        meters.count(exchange, Outcomes.completed(), false);

        assertThat(registry.get("gen_ai.server.request.duration")
                        .tag("gen_ai.operation.name", name)
                        .timer()
                        .count())
                .isOne();
    }

    private DistributionSummary tokens(String type) {
        return registry.get("gen_ai.client.token.usage")
                .tags(
                        "gen_ai.operation.name", "chat",
                        "gen_ai.request.model", "chat-standard",
                        "gen_ai.token.type", type)
                .summary();
    }

    private Timer duration(String error) {
        return registry.get("gen_ai.server.request.duration")
                .tags(
                        "gen_ai.operation.name", "chat",
                        "gen_ai.request.model", "chat-standard",
                        "error.type", error)
                .timer();
    }
}
