package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.Ruling;
import fr.ecluse.plugin.access.rules.RulingReader;
import fr.ecluse.spi.Deadline;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules inside this process. A newer bundle is compiled beside the one in force, answers its smoke cases as they say, and
 * only then takes its place.
 */
final class EmbeddedEngine implements RulesEngine {

    private static final Duration SMOKE_LIMIT = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofMillis(250);

    private final int instances;
    private final BundleWatch watch;
    private volatile @Nullable WasmRules inForce;

    /**
     * Begins with the bundle that is there.
     *
     * @param instances how many questions can be answered at a time
     * @throws IllegalArgumentException if there is none that can be taken
     */
    EmbeddedEngine(BundleSource source, Duration interval, int instances, MeterRegistry meters) {
        this.instances = instances;
        this.watch = BundleWatch.start(source, interval, this::take, meters);
    }

    private void take(Bundle bundle) throws BadBundleException, InterruptedException {
        WasmRules rules = new WasmRules(bundle, instances);
        for (SmokeCase one : bundle.cases()) {
            check(rules, one);
        }
        if (inForce != null) { // at the start nobody waits for fast answers, but for the start
            rules.warmUp(bundle.cases().stream().map(SmokeCase::question).toList(), WARM_UP);
        }
        inForce = rules;
    }

    private static void check(WasmRules rules, SmokeCase one) throws BadBundleException, InterruptedException {
        try {
            Ruling ruling = RulingReader.read(
                    rules.ask(one.question(), Deadline.in(SMOKE_LIMIT)).value());
            if (ruling.allow() != one.allow()) {
                throw new BadBundleException(
                        "its smoke case '" + one.name() + "' is " + (ruling.allow() ? "allowed" : "denied"));
            }
        } catch (NoDecisionException e) {
            throw new BadBundleException("its smoke case '" + one.name() + "' gets no decision: " + e.getMessage());
        }
    }

    @Override
    public Rules inForce() {
        return Objects.requireNonNull(inForce, "the first bundle is taken before anybody asks");
    }

    @Override
    public Optional<String> problem() {
        return watch.problem();
    }

    @Override
    public void close() {
        watch.close();
    }
}
