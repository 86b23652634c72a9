package fr.ecluse.plugin.identity;

import fr.ecluse.spi.PluginContext;
import fr.ecluse.spi.state.SharedState;
import fr.ecluse.spi.state.SharedState.Durability;
import fr.ecluse.spi.state.StateMap;
import fr.ecluse.spi.state.StateUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys that the gateway issued, in shared state. Each replica holds a copy of all of them, no older than {@link
 * #USABLE}, so that a request costs no call of the store, and whether a key exists does not show in the time that looking
 * for it takes. What changes on one replica is known to all others after {@link #USABLE} at the latest; a store that
 * cannot be reached is an error then, never an old answer. Thread-safe.
 */
final class KeyStore {

    /** The age from which on the copy is brought up to date beside the requests that use it. */
    static final Duration FRESH = Duration.ofSeconds(1);

    /** The age beyond which no request uses the copy. */
    static final Duration USABLE = Duration.ofSeconds(3);

    /** How often everything is read anew, in case the store lost the note of a change. */
    static final Duration COMPLETE = Duration.ofMinutes(1);

    /** How long a key that has ended can still be listed. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final JsonMapper JSON = new JsonMapper();
    private static final int READERS = 32;

    /**
     * What was read.
     *
     * @param stamp of the last change that is in it
     * @param readAt when reading began, in nanoseconds
     * @param completeAt when all was last read, in nanoseconds
     */
    private record Copy(Map<String, IssuedKey> keys, String stamp, long readAt, long completeAt) {}

    /** An attempt to read that failed, and when it began, in nanoseconds. */
    private record Failure(long begun, StateUnavailableException why) {}

    private final StateMap entries;
    private final KeyChanges changes;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicBoolean readingBeside = new AtomicBoolean();
    private volatile @Nullable Copy copy;
    private @Nullable Failure failure; // guarded by reading

    /**
     * A store, of which nothing is read yet.
     *
     * @param nanos the time that ages the copy, which unlike a clock's goes on evenly
     */
    KeyStore(SharedState state, InstantSource clock, LongSupplier nanos) {
        this.entries = state.map("api-keys", Durability.DURABLE);
        this.changes = new KeyChanges(state.map("api-key-changes", Durability.DURABLE));
        this.clock = clock;
        this.nanos = nanos;
    }

    /** The one that all policies and builtins of a gateway share. */
    static KeyStore of(PluginContext context) {
        return context.shared(KeyStore.class, () -> new KeyStore(context.state(), context.clock(), System::nanoTime));
    }

    /**
     * The keys by id, as they were less than {@link #USABLE} ago. Waits for the store only if nobody asked for that long.
     *
     * @throws StateUnavailableException if the store cannot be reached
     */
    Map<String, IssuedKey> current() {
        Copy present = copy;
        long now = nanos.getAsLong();
        if (present == null || now - present.readAt() > USABLE.toNanos()) {
            return latest();
        }
        if (now - present.readAt() > FRESH.toNanos() && readingBeside.compareAndSet(false, true)) {
            Thread.ofVirtual().name("ecluse-keys").start(this::readBeside);
        }
        return present.keys();
    }

    private void readBeside() {
        try {
            latest();
        } catch (StateUnavailableException _) {
            // Requests learn it from their own attempt, when the copy is too old for them.
        } finally {
            readingBeside.set(false);
        }
    }

    /**
     * The keys by id, as they are now.
     *
     * @throws StateUnavailableException if the store cannot be reached
     */
    Map<String, IssuedKey> latest() {
        long asked = nanos.getAsLong();
        try {
            reading.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while waiting for the keys", e);
        }
        try {
            Copy present = copy;
            if (present != null && present.readAt() - asked > 0) {
                return present.keys();
            }
            if (failure != null && failure.begun() - asked > 0) {
                // So that those who waited behind an attempt do not each wait for one of their own.
                throw new StateUnavailableException("the keys could not be read", failure.why());
            }
            return readAgain(present).keys();
        } finally {
            reading.unlock();
        }
    }

    private Copy readAgain(@Nullable Copy former) {
        long begun = nanos.getAsLong();
        try {
            Copy next = read(former, begun);
            copy = next;
            return next;
        } catch (StateUnavailableException e) {
            failure = new Failure(begun, e);
            throw e;
        }
    }

    /** The log is read before the keys: a change in between is noted later, and read again. */
    private Copy read(@Nullable Copy former, long begun) {
        KeyChanges.Log log = former == null ? firstLog() : changes.read();
        Optional<Set<String>> changed = former == null || begun - former.completeAt() > COMPLETE.toNanos()
                ? Optional.empty()
                : log.since(former.stamp());
        if (former == null || changed.isEmpty()) {
            return new Copy(read(entries.keys()), log.newest(), begun, begun);
        }
        Map<String, IssuedKey> keys = former.keys();
        if (!changed.get().isEmpty()) {
            Map<String, IssuedKey> next = new HashMap<>(keys);
            next.keySet().removeAll(changed.get());
            next.putAll(read(changed.get()));
            keys = Map.copyOf(next);
        }
        return new Copy(keys, log.newest(), begun, former.completeAt());
    }

    /** The first call may find the store starting, which takes longer than a call may. */
    private KeyChanges.Log firstLog() {
        try {
            return changes.read();
        } catch (StateUnavailableException _) {
            return changes.read();
        }
    }

    /** Reads many at once, since each may be a call over the network. */
    private Map<String, IssuedKey> read(Collection<String> ids) {
        Map<String, IssuedKey> keys = new ConcurrentHashMap<>();
        try (ExecutorService readers =
                Executors.newFixedThreadPool(READERS, Thread.ofVirtual().factory())) {
            var reads = ids.stream()
                    .map(id -> readers.submit(
                            () -> entries.get(id).flatMap(KeyStore::parse).ifPresent(key -> keys.put(id, key))))
                    .toList();
            for (Future<?> read : reads) {
                read.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while reading the keys", e);
        } catch (ExecutionException e) {
            throw new StateUnavailableException("the keys could not be read", e);
        }
        return Map.copyOf(keys);
    }

    /**
     * Puts a new key into the store.
     *
     * @throws IllegalStateException if there is one of its id
     * @throws StateUnavailableException if the store cannot be reached
     */
    void add(IssuedKey key) {
        if (entries.putIfAbsent(key.id(), bytes(key), timeToLive(key)).isPresent()) {
            throw new IllegalStateException("there is a key of this id");
        }
        changes.note(key.id());
        latest();
    }

    /**
     * Changes a key.
     *
     * @param change is called again if somebody else changes the key at the same time
     * @return the key as it is afterwards; empty if there is none of that id
     * @throws StateUnavailableException if the store cannot be reached
     */
    Optional<IssuedKey> change(String id, UnaryOperator<IssuedKey> change) {
        while (true) {
            Optional<byte[]> present = entries.get(id);
            Optional<IssuedKey> key = present.flatMap(KeyStore::parse);
            if (present.isEmpty() || key.isEmpty()) {
                return Optional.empty();
            }
            IssuedKey next = change.apply(key.get());
            if (entries.replace(id, present.get(), bytes(next), timeToLive(next))) {
                changes.note(id);
                latest();
                return Optional.of(next);
            }
        }
    }

    /**
     * Revokes a key and those made by it. The others end with it in any case; marking them is for who reads a list.
     *
     * @return the key as it is afterwards; empty if there is none of that id
     * @throws StateUnavailableException if the store cannot be reached
     */
    Optional<IssuedKey> revoke(String id) {
        Instant now = clock.instant();
        Optional<IssuedKey> revoked = change(id, key -> key.revoked(now));
        latest().values().stream()
                .filter(key -> key.ancestors().contains(id) && key.revoked().isEmpty())
                .forEach(key -> change(key.id(), descendant -> descendant.revoked(now)));
        return revoked;
    }

    private Duration timeToLive(IssuedKey key) {
        Duration rest = Duration.between(clock.instant(), key.revoked().orElse(key.expires()));
        return rest.isNegative() ? KEPT : rest.plus(KEPT);
    }

    private static byte[] bytes(IssuedKey key) {
        return JSON.writeValueAsBytes(key);
    }

    /** One that cannot be read is none: it lets nobody in, and the others go on. */
    private static Optional<IssuedKey> parse(byte[] entry) {
        try {
            return Optional.of(JSON.readValue(entry, IssuedKey.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
