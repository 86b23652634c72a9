package fr.ecluse.plugin.access;

import fr.ecluse.plugin.access.engine.Rules;
import fr.ecluse.plugin.access.engine.RulesEngine;
import fr.ecluse.plugin.access.engine.Shield;
import fr.ecluse.plugin.access.question.Question;
import fr.ecluse.plugin.access.rules.Decided;
import fr.ecluse.plugin.access.rules.DecisionCache;
import fr.ecluse.plugin.access.rules.DecisionCache.Found;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.Ruling;
import fr.ecluse.plugin.access.rules.RulingReader;
import fr.ecluse.plugin.access.shadow.Shadow;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.Registration;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives decisions, made now or made before. Shared by all steps with the same options. Thread-safe.
 *
 * <p>Meter: {@code ecluse_access_evaluation}, how long rules take.
 */
final class Decisions implements AutoCloseable {

    private final CompletableFuture<RulesEngine> engine;
    private final Optional<DecisionCache> cache;
    private final Optional<Shadow> shadow;
    private final Registration health;
    private final Timer evaluation;
    private volatile @Nullable Rules latest;

    /**
     * Begins to start an engine.
     *
     * @param starting starts it, beside what else is done until somebody asks
     */
    Decisions(
            Supplier<RulesEngine> starting,
            Optional<DecisionCache> cache,
            Optional<Shadow> shadow,
            PolicyContext context) {
        this.engine = CompletableFuture.supplyAsync(starting, Thread::startVirtualThread);
        this.cache = cache;
        this.shadow = shadow;
        this.health = context.showInHealth("access-rules", this::problem);
        this.evaluation = Timer.builder("ecluse_access_evaluation")
                .description("Time that the access rules took for a decision that was not cached")
                .serviceLevelObjectives(
                        Duration.ofNanos(25_000),
                        Duration.ofNanos(50_000),
                        Duration.ofNanos(100_000),
                        Duration.ofMillis(1),
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250))
                .register(context.meters());
    }

    private RulesEngine engine() {
        try {
            return engine.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private Optional<String> problem() {
        return engine.isDone() ? engine().problem() : Optional.empty();
    }

    /**
     * Waits until there are rules.
     *
     * @throws IllegalArgumentException if there are none that can be taken
     */
    void awaitRules() {
        engine();
    }

    /** The rules in force; an exchange asks the same ones in all its phases. */
    Rules rulesInForce() {
        Rules now = engine().inForce();
        if (now != latest) {
            latest = now;
            cache.ifPresent(DecisionCache::clear);
        }
        return now;
    }

    /** Decides. Rules without a revision may change unnoticed, so what they decide is not kept. */
    Found decide(Rules rules, Question question, Deadline deadline, Shield shield)
            throws NoDecisionException, InterruptedException {
        if (cache.isEmpty() || rules.revision().isEmpty()) {
            return new Found(make(rules, question, deadline, shield), false);
        }
        Found found = cache.get()
                .get(rules, question.json(rules.projection()), deadline, () -> make(rules, question, deadline, shield));
        if (found.reused() && !found.decided().revision().equals(rules.revision())) {
            // Made by a server's newer rules, which may read what makes this question another one.
            return new Found(make(rules, question, deadline, shield), false);
        }
        return found;
    }

    private Decided make(Rules rules, Question question, Deadline deadline, Shield shield)
            throws NoDecisionException, InterruptedException {
        long start = System.nanoTime();
        Rules.Result result = rules.ask(question, deadline, shield);
        Ruling ruling = RulingReader.read(result.value());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        evaluation.record(took);
        return new Decided(UUID.randomUUID().toString(), ruling, result.json(), result.revision(), took);
    }

    /** Lets candidate rules have their say about a decision, if there are some. */
    void shadow(String decisionId, Question question, Decided live) {
        shadow.ifPresent(candidate -> candidate.compare(decisionId, question, live));
    }

    @Override
    public void close() {
        shadow.ifPresent(Shadow::close);
        engine.thenAccept(RulesEngine::close);
        health.close();
    }
}
