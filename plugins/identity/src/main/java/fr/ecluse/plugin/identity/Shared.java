package fr.ecluse.plugin.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Parts that several policies use together: each is made for its first user, and ends with its last. Thread-safe.
 *
 * @param <K> by which users find that they want the same
 */
final class Shared<K, V> {

    private static final class Part<V> {
        private final V value;
        private final Runnable end;
        private int users;

        private Part(V value, Runnable end) {
            this.value = value;
            this.end = end;
        }
    }

    /**
     * A part as made.
     *
     * @param end what to do when its last user has left
     */
    record Made<V>(V value, Runnable end) {}

    private final Map<K, Part<V>> parts = new HashMap<>();

    /** Joins those who use the part already, or makes it. */
    Lease<V> lease(K key, Supplier<Made<V>> maker) {
        synchronized (parts) {
            Part<V> part = parts.get(key);
            if (part == null) {
                Made<V> made = maker.get();
                part = new Part<>(made.value(), made.end());
                parts.put(key, part);
            }
            part.users++;
            return new Lease<>(part.value, leaving(key, part));
        }
    }

    private Runnable leaving(K key, Part<V> part) {
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                leave(key, part);
            }
        };
    }

    private void leave(K key, Part<V> part) {
        synchronized (parts) {
            part.users--;
            if (part.users == 0) {
                parts.remove(key);
                part.end.run();
            }
        }
    }

    /** One user's share; left once, however often it is closed. */
    record Lease<V>(V value, Runnable leaving) implements AutoCloseable {

        @Override
        public void close() {
            leaving.run();
        }
    }
}
