package fr.ecluse.plugin.access.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.ecluse.plugin.access.rules.NoDecisionException;
import fr.ecluse.spi.Journal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A journal whose events go through mask rules, on threads of its own: no request waits for these rules. Where they
 * cannot say what is to be masked, the event is written without input and result. Events are written in the order in which
 * they came. Thread-safe.
 *
 * <p>Meter: {@code ecluse_access_mask_failures}, events that lost their input and result.
 */
public final class MaskedJournal implements AutoCloseable {

    private static final Logger LOG = System.getLogger(MaskedJournal.class.getName());

    /** Events that may wait to be masked. */
    private static final int CAPACITY = 4096;

    /** How long events are gathered: to wake a thread for each would cost more than to mask it. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    /** Characters that are kept of events and what is left of them. */
    private static final long KEPT = 4L * 1024 * 1024;

    private static final Duration BETWEEN_ERRORS = Duration.ofMinutes(1);

    private final Journal journal;
    private final Counter failures;
    private final Thread writer;
    private final Optional<ExecutorService> helpers;
    private final BlockingQueue<Queued> waiting = new LinkedBlockingQueue<>(CAPACITY);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Cache<Known, Masked> known = Caffeine.newBuilder()
            .maximumWeight(KEPT)
            .weigher((Known one, Masked left) -> one.shown().length() + left.length())
            .executor(Runnable::run)
            .build();
    private final AtomicLong nextError = new AtomicLong(System.nanoTime());

    /** The writer looks into the queue once more, and never again. */
    private volatile boolean ended;

    private volatile @Nullable MaskRules latest;

    private record Queued(Event event, MaskRules rules) {}

    /** Whom the same event was shown before, and how. */
    private record Known(MaskRules rules, String shown) {}

    /**
     * @param journal closed with this one
     * @param atOnce how many events can be masked at a time
     */
    public MaskedJournal(Journal journal, int atOnce, MeterRegistry meters) {
        this.journal = journal;
        this.failures = Counter.builder("ecluse_access_mask_failures")
                .description("Events of the decision log without input and result, because the mask rules failed")
                .register(meters);
        this.helpers = atOnce == 1
                ? Optional.empty()
                : Optional.of(Executors.newFixedThreadPool(
                        atOnce,
                        Thread.ofPlatform()
                                .daemon()
                                .name("access-masks-helper-", 1)
                                .factory()));
        this.writer = Thread.ofPlatform().daemon().name("access-masks").start(this::run);
    }

    /**
     * Queues an event, and waits while too many are queued.
     *
     * @param rules that have a say about it
     * @throws InterruptedException if the caller may wait no longer; the event is written without input and result
     */
    public void append(Event event, Optional<MaskRules> rules) throws InterruptedException {
        if (rules.isEmpty()) {
            journal.append(event.line(Masked.asIs(event)));
            return;
        }
        Queued queued = new Queued(event, rules.get());
        if (!waiting.offer(queued)) { // which an interrupt that came before does not stop: nobody waits
            waitForRoom(queued);
        }
        if (ended && waiting.remove(queued)) { // else the writer's last look has found it
            journal.append(event.line(failed(event, "closed", "an event came after the end")));
        }
    }

    private void waitForRoom(Queued queued) throws InterruptedException {
        try {
            waiting.put(queued);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // so that the journal does not wait either
            journal.append(queued.event().line(failed(queued.event(), "busy", "they do not keep up")));
            throw e;
        }
    }

    private void run() {
        List<Queued> batch = new ArrayList<>();
        while (closing.getCount() > 0 || !waiting.isEmpty()) {
            try {
                @Nullable Queued first = waiting.poll(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                closing.await(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
                waiting.drainTo(batch);
                write(batch);
                batch.clear();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e); // nobody interrupts this thread
            }
        }
        ended = true;
        waiting.drainTo(batch); // what came before its callers could know
        write(batch);
    }

    private void write(List<Queued> batch) {
        List<CompletableFuture<Masked>> masked = new ArrayList<>();
        for (Queued one : batch) {
            masked.add(helpers.map(threads -> CompletableFuture.supplyAsync(() -> masked(one), threads))
                    .orElseGet(() -> CompletableFuture.completedFuture(masked(one))));
        }
        for (int i = 0; i < batch.size(); i++) {
            try {
                journal.append(batch.get(i).event().line(masked.get(i).join()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // nobody does; the journal counts the line as lost
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "an event of the decision log is lost", e); // and those behind it are not
            }
        }
    }

    private Masked masked(Queued queued) {
        Event event = queued.event();
        MaskRules rules = queued.rules();
        try {
            if (event.revision().isEmpty()) { // rules without a revision may change unnoticed
                return ask(event, event.shown(), rules);
            }
            if (rules != latest) { // nothing keeps former rules in memory
                latest = rules;
                known.invalidateAll();
            }
            Known key = new Known(rules, event.shown());
            @Nullable Masked before = known.getIfPresent(key);
            if (before != null) {
                return before;
            }
            Masked now = ask(event, key.shown(), rules);
            known.put(key, now);
            return now;
        } catch (NoDecisionException e) {
            return failed(event, e.reason().name().toLowerCase(Locale.ROOT), String.valueOf(e.getMessage()));
        } catch (InterruptedException | RuntimeException | Error e) {
            return failed(event, "unavailable", e.getClass().getName());
        }
    }

    private static Masked ask(Event event, String shown, MaskRules rules)
            throws NoDecisionException, InterruptedException {
        Optional<String> result = rules.ask(shown);
        List<Mask> masks = result.isPresent() ? MaskReader.read(result.get()) : List.of();
        return Masking.of(event, masks);
    }

    private Masked failed(Event event, String code, String why) {
        failures.increment();
        long due = nextError.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextError.compareAndSet(due, now + BETWEEN_ERRORS.toNanos())) {
            LOG.log(
                    Level.ERROR,
                    "what is to be masked in the decision log is not known, so events lack input and result: {0}",
                    why);
        }
        return Masked.all(event, code);
    }

    /** Writes what is queued, and ends this user's share of the journal. */
    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        helpers.ifPresent(ExecutorService::shutdown);
        journal.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
