package fr.ecluse.plugin.access.shadow;

import fr.ecluse.plugin.access.engine.Rules;
import fr.ecluse.plugin.access.engine.RulesEngine;
import fr.ecluse.plugin.access.engine.Shield;
import fr.ecluse.plugin.access.question.Question;
import fr.ecluse.plugin.access.rules.Decided;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.plugin.access.rules.RulingReader;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.Journal;
import fr.ecluse.spi.json.JsonLine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asks candidate rules about a sample of what the live ones decided, on threads of its own, which take no processor from the
 * threads of requests for good. When it cannot keep up it skips, and what takes too long is stopped: no request ever waits
 * for it. Thread-safe.
 *
 * <p>Meter: {@code ecluse_access_shadow} by {@code result}.
 */
public final class Shadow implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final int AT_ONCE = 8;

    private final RulesEngine candidate;
    private final double sample;
    private final Journal journal;
    private final Map<Difference, Counter> counters = new EnumMap<>(Difference.class);
    private final Counter skipped;
    private final Semaphore room = new Semaphore(AT_ONCE);

    /**
     * @param sample the share of decisions that the candidate is asked about
     * @param journal for the differences
     */
    public Shadow(RulesEngine candidate, double sample, Journal journal, MeterRegistry meters) {
        this.candidate = candidate;
        this.sample = sample;
        this.journal = journal;
        for (Difference difference : Difference.values()) {
            counters.put(difference, counter(meters, difference.word()));
        }
        this.skipped = counter(meters, "skipped");
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder("ecluse_access_shadow")
                .description("What candidate rules would have decided, against what the live ones did")
                .tag("result", result)
                .register(meters);
    }

    /** Has the candidate asked, perhaps; returns at once. */
    public void compare(String decisionId, Question question, Decided live) {
        if (ThreadLocalRandom.current().nextDouble() >= sample) {
            return;
        }
        if (!room.tryAcquire()) {
            skipped.increment();
            return;
        }
        Thread asking = Thread.ofPlatform().daemon().name("access-shadow").start(() -> {
            try {
                ask(decisionId, question, live);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                room.release();
            }
        });
        Thread.startVirtualThread(() -> stopLate(asking));
    }

    private static void stopLate(Thread asking) {
        try {
            if (!asking.join(LIMIT)) {
                asking.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(String decisionId, Question question, Decided live) throws InterruptedException {
        Rules rules = candidate.inForce();
        Difference difference;
        Rules.@Nullable Result result = null;
        try {
            result = rules.ask(question, Deadline.in(LIMIT), Shield.NONE);
            difference = Difference.between(live.ruling(), RulingReader.read(result.value()));
        } catch (NoDecisionException | InterruptedException e) {
            difference = Difference.ERROR;
        }
        Objects.requireNonNull(counters.get(difference)).increment();
        if (difference != Difference.SAME) {
            JsonLine line = new JsonLine()
                    .text("decision_id", decisionId)
                    .text("difference", difference.word())
                    .text("revision", live.revision())
                    .text("candidate", rules.revision())
                    .json("result", live.result());
            if (result != null) {
                line.json("candidate_result", result.json());
            }
            journal.append(line.toBytes());
        }
    }

    @Override
    public void close() {
        candidate.close();
        journal.close();
    }
}
