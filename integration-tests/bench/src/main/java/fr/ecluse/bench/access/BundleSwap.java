package fr.ecluse.bench.access;

import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Puts another bundle in the place of the present one, again and again, until it is closed. */
public final class BundleSwap implements AutoCloseable {
    private static final int GROUPS = 10;

    private final Path file;
    private final RulesBundle bundle;
    private final RulesBundle other;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int written;
    private volatile String failure = "";

    private BundleSwap(Path file, RulesBundle bundle) {
        this.file = file;
        this.bundle = bundle;
        this.other = bundle.withGroups(GROUPS);
    }

    /**
     * Writes a first bundle, before a gateway looks for it.
     *
     * @param file where that looks
     * @param bundle the rules; every second one has more data
     */
    public static BundleSwap into(Path file, RulesBundle bundle) throws IOException {
        BundleSwap swap = new BundleSwap(file, bundle);
        swap.writeNext();
        return swap;
    }

    /** Begins to swap. */
    public void begin(Duration pause) {
        Thread.ofPlatform().name("bundle-swap").daemon().start(() -> run(pause));
    }

    private void run(Duration pause) {
        try {
            while (!ended.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                writeNext();
            }
        } catch (IOException e) {
            failure = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeNext() throws IOException {
        written++;
        (written % 2 == 0 ? other : bundle).revision("bench-" + written).write(file);
    }

    /**
     * Sees whether all bundles could be written.
     *
     * @throws CannotRunException if one could not
     */
    public void check() throws CannotRunException {
        if (!failure.isEmpty()) {
            throw new CannotRunException("the bundle could not be changed: " + failure);
        }
    }

    /** Ends the swapping. */
    @Override
    public void close() {
        ended.countDown();
    }
}
