package fr.ecluse.plugin.metering;

import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Operation;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.error.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meters of requests. Labels take values from contracts and configuration only, never from a caller: a model's name
 * appears once a target of that name was found. Names, labels and buckets of {@code gen_ai.*}: OpenTelemetry's semantic
 * conventions for generative AI. Thread-safe.
 */
final class RequestMeters {

    private static final String NONE = "none";

    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304
    };

    private static final Duration[] REQUEST =
            millis(10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240, 20_480, 40_960, 81_920);

    private static final Duration[] FIRST_TOKEN =
            millis(1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000);

    /** What the conventions call the operations that they know. */
    private static final Map<String, String> OPERATIONS = Map.of(
            "/chat/completions", "chat",
            "/responses", "chat",
            "/messages", "chat",
            "/completions", "text_completion",
            "/embeddings", "embeddings");

    private record RequestKey(String api, String operation, Outcome.Result result, String code) {}

    private record ModelKey(String operation, String model) {}

    private record DurationKey(ModelKey model, String error) {}

    private record Tokens(DistributionSummary input, DistributionSummary output) {}

    private final MeterRegistry registry;
    private final Map<RequestKey, Counter> requests = new ConcurrentHashMap<>();
    private final Map<ModelKey, Tokens> tokens = new ConcurrentHashMap<>();
    private final Map<ModelKey, Timer> firstTokens = new ConcurrentHashMap<>();
    private final Map<DurationKey, Timer> durations = new ConcurrentHashMap<>();

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts an exchange that has ended. */
    void count(Exchange exchange, Outcome outcome, boolean streamed) {
        Operation operation = exchange.operation();
        String code = outcome.error().map(ErrorCode::code).orElse(NONE);
        requests.computeIfAbsent(
                        new RequestKey(operation.api(), operation.id(), outcome.result(), code), this::requestCounter)
                .increment();
        exchange.target().filter(target -> target.kind().equals("model")).ifPresent(model -> {
            countModel(exchange, model, outcome, streamed);
        });
    }

    private void countModel(Exchange exchange, Target model, Outcome outcome, boolean streamed) {
        ModelKey key = new ModelKey(genAiName(exchange.operation()), model.name());
        durations
                .computeIfAbsent(new DurationKey(key, error(outcome)), this::durationTimer)
                .record(outcome.total());
        if (streamed && outcome.firstByte().isPresent()) {
            firstTokens
                    .computeIfAbsent(key, this::firstTokenTimer)
                    .record(outcome.firstByte().get());
        }
        exchange.usage().ifPresent(usage -> {
            Tokens summaries = tokens.computeIfAbsent(key, this::tokenSummaries);
            summaries.input().record(usage.inputTokens());
            summaries.output().record(usage.outputTokens());
        });
    }

    private static String genAiName(Operation operation) {
        return OPERATIONS.getOrDefault(operation.relativePath(), operation.id());
    }

    private static String error(Outcome outcome) {
        return outcome.error().map(ErrorCode::code).orElseGet(() -> switch (outcome.result()) {
            case COMPLETED -> NONE;
            case REFUSED, FAILED, CANCELLED -> word(outcome.result());
        });
    }

    private Counter requestCounter(RequestKey key) {
        return Counter.builder("ecluse_requests")
                .description("Requests, by how they ended")
                .tag("api", key.api())
                .tag("operation", key.operation())
                .tag("result", word(key.result()))
                .tag("code", key.code())
                .register(registry);
    }

    private Tokens tokenSummaries(ModelKey key) {
        return new Tokens(tokenSummary(key, "input"), tokenSummary(key, "output"));
    }

    private DistributionSummary tokenSummary(ModelKey key, String type) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens that a request consumed")
                .tag("gen_ai.operation.name", key.operation())
                .tag("gen_ai.request.model", key.model())
                .tag("gen_ai.token.type", type)
                .serviceLevelObjectives(TOKENS)
                .register(registry);
    }

    private Timer firstTokenTimer(ModelKey key) {
        return Timer.builder("gen_ai.server.time_to_first_token")
                .description("Time until the first byte of a streamed answer")
                .tag("gen_ai.operation.name", key.operation())
                .tag("gen_ai.request.model", key.model())
                .serviceLevelObjectives(FIRST_TOKEN)
                .register(registry);
    }

    private Timer durationTimer(DurationKey key) {
        return Timer.builder("gen_ai.server.request.duration")
                .description("Time until the last byte of an answer")
                .tag("gen_ai.operation.name", key.model().operation())
                .tag("gen_ai.request.model", key.model().model())
                .tag("error.type", key.error())
                .serviceLevelObjectives(REQUEST)
                .register(registry);
    }

    private static String word(Outcome.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    private static Duration[] millis(long... values) {
        return Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
