package fr.ecluse.plugin.metering;

import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.Operation;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.error.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts how requests ended and what each step decided about them. Labels take values from contracts and flows only,
 * never from a caller. Thread-safe.
 */
final class RequestMeters {

    private static final String NONE = "none";

    private record RequestKey(String api, String operation, Outcome.Result result, String code) {}

    private record DecisionKey(String api, String operation, StepName step, Ledger.Verdict decision, String code) {}

    private final MeterRegistry registry;
    private final Map<RequestKey, Counter> requests = new ConcurrentHashMap<>();
    private final Map<DecisionKey, Counter> decisions = new ConcurrentHashMap<>();

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts an exchange that has ended. */
    void count(Exchange exchange, Outcome outcome) {
        Operation operation = exchange.operation();
        String code = outcome.error().map(ErrorCode::code).orElse(NONE);
        requests.computeIfAbsent(
                        new RequestKey(operation.api(), operation.id(), outcome.result(), code), this::requestCounter)
                .increment();
        for (Ledger.Entry entry : exchange.ledger().entries()) {
            String ownCode = stopsWithAnError(entry.decision()) ? code : NONE;
            decisions
                    .computeIfAbsent(
                            new DecisionKey(operation.api(), operation.id(), entry.step(), entry.decision(), ownCode),
                            this::decisionCounter)
                    .increment();
        }
    }

    /** Whether the error that the caller was told is this step's. No step is entered after such a one. */
    private static boolean stopsWithAnError(Ledger.Verdict decision) {
        return switch (decision) {
            case REFUSE, FAILED_CLOSED -> true;
            case PROCEED, RESPOND, FAILED_OPEN -> false;
        };
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

    private Counter decisionCounter(DecisionKey key) {
        return Counter.builder("ecluse_decisions")
                .description("What steps decided about requests")
                .tag("api", key.api())
                .tag("operation", key.operation())
                .tag("step", key.step().toString())
                .tag("decision", word(key.decision()))
                .tag("code", key.code())
                .register(registry);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
