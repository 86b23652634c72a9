package fr.ecluse.runtime.health;

import fr.ecluse.spi.Registration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Parts that tell when they do not work as they should, although the gateway goes on. Thread-safe.
 *
 * <p>Meter: {@code ecluse_degraded} by {@code part}, 1 while something is wrong.
 */
public final class Degradations {

    private final Map<String, Supplier<Optional<String>>> parts = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    public Degradations(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Begins to ask a part; one of the same name that was there before is asked no more.
     *
     * @param problem asked from any thread; empty when all is well
     * @return ends it
     */
    public Registration add(String part, Supplier<Optional<String>> problem) {
        parts.put(part, problem);
        Gauge.builder("ecluse_degraded", this, all -> all.problemOf(part).isPresent() ? 1 : 0)
                .description("Whether a part does not work as it should, although the gateway goes on")
                .tag("part", part)
                .strongReference(true)
                .register(meters);
        return () -> parts.remove(part, problem);
    }

    private Optional<String> problemOf(String part) {
        Supplier<Optional<String>> problem = parts.get(part);
        return problem == null ? Optional.empty() : problem.get();
    }

    /** What is wrong, by part. */
    public Map<String, String> present() {
        Map<String, String> present = new TreeMap<>();
        parts.keySet().forEach(part -> problemOf(part).ifPresent(what -> present.put(part, what)));
        return present;
    }
}
