package fr.ecluse.plugin.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer as read last: anew at every {@code refresh}, and when a token names one that is not among them,
 * but then at most once in each {@code unknown-key-interval}. Thread-safe.
 */
final class IssuerKeys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    /** What is known of a key. */
    sealed interface Lookup {

        /** The issuer publishes it. */
        record Found(IssuerKey key) implements Lookup {}

        /** The issuer does not publish it. */
        record Absent() implements Lookup {}

        /** The issuer could not be asked. */
        record Unreachable() implements Lookup {}
    }

    private record Held(KeySet keys, Instant since) {}

    private final String issuer;
    private final IssuerKeyOptions options;
    private final KeyReader reader;
    private final InstantSource clock;
    private final Counter succeeded;
    private final Counter failed;
    private final Thread refreshing;
    private final Object lock = new Object();
    private @Nullable CompletableFuture<Boolean> reading; // guarded by lock, as is the next
    private Instant readingSince = Instant.MIN;
    private volatile @Nullable Held held;
    private volatile boolean unreachable;

    /** Begins to read the keys, and returns at once. */
    IssuerKeys(String issuer, IssuerKeyOptions options, KeyReader reader, InstantSource clock, MeterRegistry meters) {
        this.issuer = issuer;
        this.options = options;
        this.reader = reader;
        this.clock = clock;
        this.succeeded = counter(meters, "read");
        this.failed = counter(meters, "failed");
        this.refreshing = Thread.ofVirtual().name("ecluse-issuer-keys").start(this::keepFresh);
    }

    private Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("ecluse_issuer_keys")
                .description("Readings of an issuer's public keys")
                .tag("issuer", issuer)
                .tag("outcome", outcome)
                .register(meters);
    }

    /**
     * Looks for a key, and asks the issuer if it is not known and asking is due.
     *
     * @throws InterruptedException if the thread is interrupted while the issuer is asked
     */
    Lookup find(String id) throws InterruptedException {
        Optional<IssuerKey> known = known(id);
        if (known.isPresent()) {
            return new Lookup.Found(known.get());
        }
        boolean asked = ask();
        return known(id)
                .<Lookup>map(Lookup.Found::new)
                .orElseGet(() -> asked ? new Lookup.Absent() : new Lookup.Unreachable());
    }

    /** Whether the issuer publishes this very key, as far as was read last. */
    boolean holds(IssuerKey key) {
        Held now = held;
        return now != null && now.keys().holds(key);
    }

    private Optional<IssuerKey> known(String id) {
        Held now = held;
        if (now == null || !clock.instant().isBefore(now.since().plus(options.maxAge()))) {
            return Optional.empty();
        }
        return now.keys().find(id);
    }

    /** Whether the last reading went well, after another one if that is due. */
    private boolean ask() throws InterruptedException {
        CompletableFuture<Boolean> last;
        synchronized (lock) {
            last = reading;
            if (last == null || (last.isDone() && isDue())) {
                // On a thread of its own: a caller whose time is up leaves, and the others still get the keys.
                last = CompletableFuture.supplyAsync(
                        this::read,
                        task -> Thread.ofVirtual()
                                .name("ecluse-issuer-keys-reader")
                                .start(task));
                reading = last;
                readingSince = clock.instant();
            }
        }
        try {
            return last.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private boolean isDue() {
        return !clock.instant().isBefore(readingSince.plus(options.unknownKeyInterval()));
    }

    private boolean read() {
        try {
            held = new Held(reader.read(), clock.instant());
            succeeded.increment();
            if (unreachable) {
                LOG.info("the keys of the issuer {} can be read again", issuer);
            }
            unreachable = false;
            return true;
        } catch (IOException | RuntimeException e) {
            failed.increment();
            if (!unreachable) {
                LOG.warn("the keys of the issuer {} cannot be read: {}", issuer, e.getMessage());
            }
            unreachable = true;
            return false;
        } catch (InterruptedException e) {
            return false; // nobody interrupts this thread
        }
    }

    private void keepFresh() {
        try {
            while (true) {
                Thread.sleep(ask() ? options.refresh() : options.unknownKeyInterval());
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** Reads no more at regular times. */
    @Override
    public void close() {
        refreshing.interrupt();
    }
}
