package fr.ecluse.plugin.access.engine;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules inside this process. A newer bundle is compiled beside the one in force, answers its smoke cases as they say, and
 * only then takes its place.
 */
final class EmbeddedEngine implements RulesEngine {

    private static final Duration WARM_UP = Duration.ofMillis(500);

    private final int instances;
    private final BundleWatch watch;
    private volatile @Nullable WasmRules inForce;

    /**
     * Begins with the bundle that is there.
     *
     * @param instances how many questions can be answered at a time
     * @throws IllegalArgumentException if there is none that can be taken
     */
    EmbeddedEngine(BundleSource source, Duration interval, int instances, BundleWatch.Counters counters) {
        this.instances = instances;
        this.watch = BundleWatch.start(source, interval, this::take, counters);
    }

    private void take(Bundle bundle) throws BadBundleException, InterruptedException {
        WasmRules rules = new WasmRules(bundle, instances);
        for (SmokeCase one : bundle.cases()) {
            one.tryOn(rules);
        }
        checkMasks(rules, bundle.cases());
        if (inForce != null) { // at the start nobody waits for fast answers, but for the start
            WarmUp.run(rules, bundle.cases(), WARM_UP);
        }
        inForce = rules;
    }

    /** A record that cannot be masked is lost, so rules that cannot say what to mask are not taken. */
    private static void checkMasks(WasmRules rules, List<SmokeCase> cases)
            throws BadBundleException, InterruptedException {
        if (rules.masks().isEmpty()) {
            return;
        }
        try {
            for (SmokeCase one : cases) {
                rules.masks().get().tryWith(one.question());
            }
        } catch (NoDecisionException | RuntimeException e) {
            throw new BadBundleException("it does not say what to mask in the decision log: " + e.getMessage(), e);
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
