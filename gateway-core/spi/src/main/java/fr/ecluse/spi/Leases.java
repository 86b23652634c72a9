package fr.ecluse.spi;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things that several users share: each is made for its first user and closed after its last, so that steps of different
 * flows can have one writer, one pool or one cache between them. Thread-safe.
 *
 * @param <K> what users ask for it by
 * @param <V> what is shared
 */
public final class Leases<K, V> {

    private static final class Shared<V> {
        private final V value;
        private int users;

        private Shared(V value) {
            this.value = value;
        }
    }

    private final Map<K, Shared<V>> shared = new HashMap<>();
    private final Consumer<V> closer;

    /**
     * Begins with none.
     *
     * @param closer ends a thing that nobody uses any more; while it runs nobody gets another one, so that two of one key
     *     never overlap
     */
    public Leases(Consumer<V> closer) {
        this.closer = closer;
    }

    /** Makes a thing for its first user, or joins those who use it already. What {@code make} throws, this throws. */
    public Lease<V> lease(K key, Supplier<V> make) {
        synchronized (shared) {
            @Nullable Shared<V> present = shared.get(key);
            if (present == null) {
                present = new Shared<>(make.get());
                shared.put(key, present);
            }
            present.users++;
            return new Share(key, present);
        }
    }

    private void leave(K key, Shared<V> left) {
        synchronized (shared) {
            left.users--;
            if (left.users == 0) {
                shared.remove(key);
                closer.accept(left.value);
            }
        }
    }

    /**
     * One user's share.
     *
     * @param <V> what is shared
     */
    public interface Lease<V> extends AutoCloseable {

        V value();

        /** Gives the share back; a second call does nothing. */
        @Override
        void close();
    }

    private final class Share implements Lease<V> {

        private final K key;
        private final Shared<V> of;
        private final AtomicBoolean left = new AtomicBoolean();

        private Share(K key, Shared<V> of) {
            this.key = key;
            this.of = of;
        }

        @Override
        public V value() {
            return of.value;
        }

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                leave(key, of);
            }
        }
    }
}
