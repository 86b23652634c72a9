package fr.ecluse.plugin.access.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for newer bundles, and has whoever uses them take each one. A bundle that is not taken changes nothing but the
 * {@link #problem()}, which lasts until a good one comes; that the source cannot be read lasts until it can.
 *
 * <p>Meter: {@code ecluse_access_bundle_loads} by {@code rules} and {@code result}.
 */
final class BundleWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(BundleWatch.class.getName());

    private final BundleSource source;
    private final Taker taker;
    private final Counter successes;
    private final Counter failures;
    private volatile Optional<String> bad = Optional.empty();
    private volatile Optional<String> unreadable = Optional.empty();
    private Thread thread = Thread.currentThread();

    /** Takes a bundle in the place of the present one, or says what is wrong with it. */
    interface Taker {
        void take(Bundle bundle) throws BadBundleException, InterruptedException;
    }

    /**
     * Counts.
     *
     * @param rules whose bundles they are: {@code live} or {@code candidate}
     */
    record Counters(MeterRegistry meters, String rules) {

        private Counter of(String result) {
            return meters.counter("ecluse_access_bundle_loads", "rules", rules, "result", result);
        }
    }

    private BundleWatch(BundleSource source, Taker taker, Counters counters) {
        this.source = source;
        this.taker = taker;
        this.successes = counters.of("success");
        this.failures = counters.of("failure");
    }

    /**
     * Takes the bundle that is there, and begins to look for others.
     *
     * @throws IllegalArgumentException if there is none that can be taken
     */
    static BundleWatch start(BundleSource source, Duration interval, Taker taker, Counters counters) {
        BundleWatch watch = new BundleWatch(source, taker, counters);
        watch.look();
        Optional<String> problem = watch.problem();
        if (problem.isPresent()) {
            throw new IllegalArgumentException(problem.get());
        }
        watch.thread = Thread.ofVirtual().name("access-bundle").start(() -> watch.run(interval));
        return watch;
    }

    private void run(Duration interval) {
        try {
            while (true) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void look() {
        try {
            Optional<Map<String, byte[]>> files = source.next();
            unreadable = Optional.empty();
            if (files.isPresent()) {
                Bundle bundle = Bundle.of(files.get());
                taker.take(bundle);
                bad = Optional.empty();
                successes.increment();
                LOG.log(Level.INFO, "access rules {0} of {1} are in force", bundle.revision(), source);
            }
        } catch (BadBundleException e) {
            refuse(String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            unreadable = told(unreadable, "the access rules of " + source + " cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            refuse(e.getClass().getName()); // so that no bundle is the last one that is looked at
        }
    }

    private void refuse(String why) {
        failures.increment();
        bad = told(bad, "the access rules of " + source + " are not taken: " + why);
    }

    private static Optional<String> told(Optional<String> before, String what) {
        if (!before.equals(Optional.of(what))) {
            LOG.log(Level.ERROR, what);
        }
        return Optional.of(what);
    }

    /** Why the newest bundle is not in force, if it is not. */
    Optional<String> problem() {
        return bad.or(() -> unreadable);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
