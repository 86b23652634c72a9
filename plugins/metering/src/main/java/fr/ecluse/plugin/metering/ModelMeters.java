package fr.ecluse.plugin.metering;

import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Operation;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Usage;
import fr.ecluse.spi.error.ErrorCode;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meters of models. A model's name appears once a target of that name was found, so that no caller can make more of
 * them. Names, labels and buckets are those of OpenTelemetry's semantic conventions for generative AI: the gateway is
 * the server of its callers, and the client of the deployments. Thread-safe.
 */
final class ModelMeters {

    private static final String NONE = "none";

    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304
    };

    private static final Duration[] OPERATION =
            millis(10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240, 20_480, 40_960, 81_920);

    private static final Duration[] FIRST_TOKEN =
            millis(1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000);

    private static final Duration[] NEXT_TOKEN =
            millis(10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1_000, 2_500);

    /** What the conventions call the operations that they know. */
    private static final Map<String, String> OPERATIONS = Map.of(
            "/chat/completions", "chat",
            "/responses", "chat",
            "/messages", "chat",
            "/completions", "text_completion",
            "/embeddings", "embeddings");

    private record ModelKey(String operation, String model) {}

    private record DurationKey(ModelKey model, String error) {}

    private record Tokens(DistributionSummary input, DistributionSummary output) {}

    private final MeterRegistry registry;
    private final Map<DurationKey, Timer> requests = new ConcurrentHashMap<>();
    private final Map<DurationKey, Timer> operations = new ConcurrentHashMap<>();
    private final Map<ModelKey, Timer> firstTokens = new ConcurrentHashMap<>();
    private final Map<ModelKey, Timer> nextTokens = new ConcurrentHashMap<>();
    private final Map<ModelKey, Tokens> tokens = new ConcurrentHashMap<>();

    ModelMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts an exchange that has ended, if a model served it. */
    void count(Exchange exchange, Outcome outcome, boolean streamed) {
        exchange.target().filter(target -> target.kind().equals("model")).ifPresent(model -> {
            ModelKey key = new ModelKey(operationName(exchange.operation()), model.name());
            countDurations(new DurationKey(key, error(outcome)), outcome);
            exchange.usage().ifPresent(usage -> countTokens(key, usage));
            if (streamed) {
                countPace(
                        key, outcome, exchange.usage().map(Usage::outputTokens).orElse(0L));
            }
        });
    }

    private void countDurations(DurationKey key, Outcome outcome) {
        requests.computeIfAbsent(key, this::requestTimer).record(outcome.total());
        if (outcome.upstream().isPositive()) {
            operations.computeIfAbsent(key, this::operationTimer).record(outcome.upstream());
        }
    }

    private void countTokens(ModelKey key, Usage usage) {
        Tokens summaries = tokens.computeIfAbsent(key, this::tokenSummaries);
        summaries.input().record(usage.inputTokens());
        summaries.output().record(usage.outputTokens());
    }

    private void countPace(ModelKey key, Outcome outcome, long outputTokens) {
        outcome.firstByte().ifPresent(firstByte -> {
            firstTokens.computeIfAbsent(key, this::firstTokenTimer).record(firstByte);
            if (outcome.result() == Outcome.Result.COMPLETED && outputTokens > 1) {
                nextTokens
                        .computeIfAbsent(key, this::nextTokenTimer)
                        .record(outcome.total().minus(firstByte).dividedBy(outputTokens - 1));
            }
        });
    }

    private static String operationName(Operation operation) {
        return OPERATIONS.getOrDefault(operation.relativePath(), operation.id());
    }

    private static String error(Outcome outcome) {
        return outcome.error().map(ErrorCode::code).orElseGet(() -> switch (outcome.result()) {
            case COMPLETED -> NONE;
            case REFUSED, FAILED, CANCELLED -> outcome.result().name().toLowerCase(Locale.ROOT);
        });
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
        return timer("gen_ai.server.time_to_first_token", "Time until the first byte of a streamed answer", key)
                .serviceLevelObjectives(FIRST_TOKEN)
                .register(registry);
    }

    private Timer nextTokenTimer(ModelKey key) {
        return timer("gen_ai.server.time_per_output_token", "Time per token after the first of a streamed answer", key)
                .serviceLevelObjectives(NEXT_TOKEN)
                .register(registry);
    }

    private Timer requestTimer(DurationKey key) {
        return timer("gen_ai.server.request.duration", "Time until the last byte of an answer", key.model())
                .tag("error.type", key.error())
                .serviceLevelObjectives(OPERATION)
                .register(registry);
    }

    private Timer operationTimer(DurationKey key) {
        return timer("gen_ai.client.operation.duration", "Time spent waiting for a deployment", key.model())
                .tag("error.type", key.error())
                .serviceLevelObjectives(OPERATION)
                .register(registry);
    }

    private static Timer.Builder timer(String name, String description, ModelKey key) {
        return Timer.builder(name)
                .description(description)
                .tag("gen_ai.operation.name", key.operation())
                .tag("gen_ai.request.model", key.model());
    }

    private static Duration[] millis(long... values) {
        return Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
