package fr.ecluse.plugin.access;

import fr.ecluse.plugin.access.question.Phase;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts what came of asking the rules: {@code ecluse_access_decisions} by {@code phase} and {@code result}. */
final class AccessMeters {

    private final Counter allowed;
    private final Counter denied;
    private final Counter unmet;
    private final Map<NoDecisionException.Cause, Counter> none = new EnumMap<>(NoDecisionException.Cause.class);

    AccessMeters(MeterRegistry meters, Phase phase) {
        this.allowed = counter(meters, phase, "allow");
        this.denied = counter(meters, phase, "deny");
        this.unmet = counter(meters, phase, "obligation_not_met");
        for (NoDecisionException.Cause cause : NoDecisionException.Cause.values()) {
            none.put(cause, counter(meters, phase, "none_" + cause.name().toLowerCase(Locale.ROOT)));
        }
    }

    private static Counter counter(MeterRegistry meters, Phase phase, String result) {
        return Counter.builder("ecluse_access_decisions")
                .description("Decisions of the access rules, and questions that got none")
                .tag("phase", phase.word())
                .tag("result", result)
                .register(meters);
    }

    void allowed() {
        allowed.increment();
    }

    void denied() {
        denied.increment();
    }

    /** Allowed under a condition that the gateway cannot meet, and so denied. */
    void unmet() {
        unmet.increment();
    }

    void none(NoDecisionException.Cause cause) {
        Objects.requireNonNull(none.get(cause)).increment();
    }
}
