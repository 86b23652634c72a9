package fr.ecluse.plugin.access.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for newer bundles, and has whoever uses them take each one. A bundle that is not taken changes nothing but the
 * {@link #problem()}, which lasts until a good one comes.
 *
 * <p>Meter: {@code ecluse_access_bundle_loads} by {@code result}.
 */
final class BundleWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(BundleWatch.class.getName());

    private final BundleSource source;
    private final Taker taker;
    private final Counter successes;
    private final Counter failures;
    private volatile Optional<String> problem = Optional.empty();
    private Thread thread = Thread.currentThread();

    /** Takes a bundle in the place of the present one, or says what is wrong with it. */
    interface Taker {
        void take(Bundle bundle) throws BadBundleException, InterruptedException;
    }

    private BundleWatch(BundleSource source, Taker taker, MeterRegistry meters) {
        this.source = source;
        this.taker = taker;
        this.successes = meters.counter("ecluse_access_bundle_loads", "result", "success");
        this.failures = meters.counter("ecluse_access_bundle_loads", "result", "failure");
    }

    /**
     * Takes the bundle that is there, and begins to look for others.
     *
     * @throws IllegalArgumentException if there is none that can be taken
     */
    static BundleWatch start(BundleSource source, Duration interval, Taker taker, MeterRegistry meters) {
        BundleWatch watch = new BundleWatch(source, taker, meters);
        watch.look();
        if (watch.problem.isPresent()) {
            throw new IllegalArgumentException(watch.problem.get());
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
            if (files.isPresent()) {
                Bundle bundle = Bundle.of(files.get());
                taker.take(bundle);
                problem = Optional.empty();
                successes.increment();
                LOG.log(Level.INFO, "access rules {0} of {1} are in force", bundle.revision(), source);
            }
        } catch (BadBundleException e) {
            failures.increment();
            fail("the access rules of " + source + " are not taken: " + e.getMessage());
        } catch (IOException e) {
            fail("the access rules of " + source + " cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(String what) {
        if (!problem.equals(Optional.of(what))) {
            problem = Optional.of(what);
            LOG.log(Level.ERROR, what);
        }
    }

    /** Why the newest bundle is not in force, if it is not. */
    Optional<String> problem() {
        return problem;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
