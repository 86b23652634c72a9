package fr.ecluse.runtime.reload;

import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.reload.Reloadable.Prepared;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the configuration of all parts together, when a watched file changes or when told to: either every part takes
 * the new one and the generation goes up by one, or all of them go on as before. The configuration that the parts were
 * built with at the start is generation 1. What no part can take anew is told, until the next start takes it. Thread-safe;
 * reloads never overlap.
 *
 * <p>Meters: {@code ecluse_config_generation}; {@code ecluse_config_stale}, 1 while the last attempt failed; {@code
 * ecluse_config_reloads} by {@code result}.
 */
public final class Reloader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final ConfigTree atStart;
    private final Supplier<ConfigTree> loader;
    private final List<Reloadable> parts;
    private final InstantSource clock;
    private final Counter successes;
    private final Counter failures;
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile Status status;
    private final FileWatcher watcher;

    /**
     * How the configuration stands.
     *
     * @param generation the number of the one in force
     * @param loadedAt since when it is
     * @param lastAttempt when one was last read
     * @param lastError why that one is not in force, if it is not
     * @param restartNeeded the keys directly below {@code ecluse} that it changes and no part can take anew
     */
    public record Status(
            long generation,
            Instant loadedAt,
            Instant lastAttempt,
            Optional<String> lastError,
            List<String> restartNeeded) {

        public Status {
            restartNeeded = List.copyOf(restartNeeded);
        }
    }

    /**
     * Begins to watch, twice a second.
     *
     * @param atStart the configuration that the parts were built with
     * @param loader reads the whole configuration anew; throws if that cannot be done
     * @param parts what is reloaded, in this order
     * @param watched files whose change calls for a reload; they need not exist
     * @throws IllegalArgumentException if two parts have the same name
     */
    public Reloader(
            ConfigTree atStart,
            Supplier<ConfigTree> loader,
            List<? extends Reloadable> parts,
            List<Path> watched,
            MeterRegistry meters) {
        this(atStart, loader, parts, watched, meters, Clock.systemUTC(), POLL_INTERVAL);
    }

    /**
     * Begins to watch.
     *
     * @param pollInterval how often files are looked at; a change counts once it has held still for as long
     */
    public Reloader(
            ConfigTree atStart,
            Supplier<ConfigTree> loader,
            List<? extends Reloadable> parts,
            List<Path> watched,
            MeterRegistry meters,
            InstantSource clock,
            Duration pollInterval) {
        requireDistinctNames(parts);
        this.atStart = atStart;
        this.loader = loader;
        this.parts = List.copyOf(parts);
        this.clock = clock;
        Instant now = clock.instant();
        this.status = new Status(1, now, now, Optional.empty(), List.of());
        this.successes = meters.counter("ecluse_config_reloads", "result", "success");
        this.failures = meters.counter("ecluse_config_reloads", "result", "failure");
        Gauge.builder("ecluse_config_generation", this, reloader -> reloader.status.generation())
                .strongReference(true)
                .register(meters);
        Gauge.builder(
                        "ecluse_config_stale",
                        this,
                        reloader -> reloader.status.lastError().isPresent() ? 1 : 0)
                .strongReference(true)
                .register(meters);
        this.watcher = new FileWatcher(watched, pollInterval, this::reloadNow);
    }

    private static void requireDistinctNames(List<? extends Reloadable> parts) {
        Set<String> names = new HashSet<>();
        for (Reloadable part : parts) {
            if (!names.add(part.name())) {
                throw new IllegalArgumentException("two parts are called " + part.name());
            }
        }
    }

    /** How the configuration stands now. */
    public Status status() {
        return status;
    }

    /**
     * Reads the configuration anew and has all parts take it, or none. Waits for a reload that is under way, since that
     * one may have read the files before the change that this call is about.
     *
     * @return how the configuration stands afterwards
     * @throws IllegalStateException if the reloader is closed
     */
    public Status reloadNow() {
        reloading.lock();
        try {
            if (watcher.isClosed()) {
                throw new IllegalStateException("the reloader is closed");
            }
            try {
                take(loader.get());
            } catch (RuntimeException e) {
                fail(List.of(describe(e)));
            }
            return status;
        } finally {
            reloading.unlock();
        }
    }

    private void take(ConfigTree configuration) {
        List<String> restartNeeded = restartNeeded(configuration);
        List<Prepared> prepared = new ArrayList<>();
        List<String> errors;
        try {
            errors = prepare(configuration, prepared);
        } catch (Error e) {
            discard(prepared);
            throw e;
        }
        if (errors.isEmpty()) {
            succeed(swap(prepared), restartNeeded);
        } else {
            discard(prepared);
            fail(errors);
        }
    }

    private List<String> restartNeeded(ConfigTree configuration) {
        Set<String> changed = new TreeSet<>(atStart.differences(configuration));
        parts.forEach(part -> changed.removeAll(part.sections()));
        return changed.stream().map(name -> ConfigTree.ROOT + "." + name).toList();
    }

    private List<String> prepare(ConfigTree configuration, List<Prepared> prepared) {
        List<String> errors = new ArrayList<>();
        for (Reloadable part : parts) {
            try {
                prepared.add(part.prepare(configuration, status.generation() + 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                errors.add(part.name() + ": interrupted");
            } catch (Exception | LinkageError e) {
                errors.add(part.name() + ": " + describe(e));
            }
        }
        return errors;
    }

    /** A part that breaks its word and fails here leaves the others swapped: there is no way back that cannot fail too. */
    private static List<String> swap(List<Prepared> prepared) {
        List<String> errors = new ArrayList<>();
        for (Prepared part : prepared) {
            try {
                part.swap();
            } catch (RuntimeException e) {
                LOG.error("a part failed while swapping its configuration", e);
                errors.add("while swapping: " + describe(e));
            }
        }
        return errors;
    }

    private static void discard(List<Prepared> prepared) {
        for (Prepared part : prepared) {
            try {
                part.discard();
            } catch (RuntimeException e) {
                LOG.warn("a part did not give up what it had built: {}", describe(e));
            }
        }
    }

    private void succeed(List<String> swapErrors, List<String> restartNeeded) {
        Instant now = clock.instant();
        long generation = status.generation() + 1;
        status = new Status(generation, now, now, joined(swapErrors), restartNeeded);
        successes.increment();
        LOG.info("configuration reloaded, generation {}", generation);
        if (!restartNeeded.isEmpty()) {
            LOG.warn("changed since the start, but in force only after the next: {}", restartNeeded);
        }
    }

    private void fail(List<String> errors) {
        Status before = status;
        Optional<String> error = joined(errors);
        status = new Status(before.generation(), before.loadedAt(), clock.instant(), error, before.restartNeeded());
        failures.increment();
        LOG.error(
                "configuration not reloaded, generation {} goes on: {}",
                before.generation(),
                error.orElse("").replace("\n", " "));
    }

    private static Optional<String> joined(List<String> errors) {
        return errors.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", errors));
    }

    private static String describe(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Stops watching, and waits for a reload that is under way. */
    @Override
    public void close() {
        watcher.close();
        reloading.lock();
        reloading.unlock();
    }
}
