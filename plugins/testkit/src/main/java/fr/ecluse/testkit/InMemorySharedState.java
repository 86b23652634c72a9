package fr.ecluse.testkit;

import fr.ecluse.spi.state.SharedState;
import fr.ecluse.spi.state.StateMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Shared state for one JVM and the time of a test. Thread-safe. */
public final class InMemorySharedState implements SharedState {

    private final InstantSource clock;
    private final Map<String, InMemoryMap> maps = new HashMap<>();

    /** State whose entries age by this clock. */
    public InMemorySharedState(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StateMap map(String name, Durability durability) {
        return internalMap("map " + name);
    }

    @Override
    public synchronized Counter counter(String name, Duration timeToLive) {
        return new InMemoryCounter(internalMap("counters"), name, timeToLive);
    }

    @Override
    public synchronized Optional<Lease> lease(String name, Duration timeToLive) {
        InMemoryMap leases = internalMap("leases");
        String holder = Integer.toString(leases.nextNumber());
        return leases.putIfAbsent(name, bytes(holder), timeToLive).isPresent()
                ? Optional.empty()
                : Optional.of(new InMemoryLease(leases, name, holder, timeToLive));
    }

    private InMemoryMap internalMap(String name) {
        return maps.computeIfAbsent(name, _ -> new InMemoryMap(clock));
    }

    /** Latin 1 has a character for every byte. */
    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.ISO_8859_1);
    }

    private record Entry(String value, Instant end) {}

    private static final class InMemoryMap implements StateMap {

        private final InstantSource clock;
        private final Map<String, Entry> entries = new HashMap<>();
        private int numbers;

        private InMemoryMap(InstantSource clock) {
            this.clock = clock;
        }

        private synchronized int nextNumber() {
            return ++numbers;
        }

        @Override
        public synchronized Optional<byte[]> get(String key) {
            entries.values().removeIf(entry -> !clock.instant().isBefore(entry.end()));
            return Optional.ofNullable(entries.get(key)).map(entry -> bytes(entry.value()));
        }

        @Override
        public synchronized void put(String key, byte[] value, Duration timeToLive) {
            Instant end = timeToLive.isZero() ? Instant.MAX : clock.instant().plus(timeToLive);
            entries.put(key, new Entry(text(value), end));
        }

        @Override
        public synchronized Optional<byte[]> putIfAbsent(String key, byte[] value, Duration timeToLive) {
            Optional<byte[]> present = get(key);
            if (present.isEmpty()) {
                put(key, value, timeToLive);
            }
            return present;
        }

        @Override
        public synchronized boolean replace(String key, byte[] expected, byte[] value, Duration timeToLive) {
            boolean stands =
                    get(key).filter(present -> Arrays.equals(present, expected)).isPresent();
            if (stands) {
                put(key, value, timeToLive);
            }
            return stands;
        }

        @Override
        public synchronized void remove(String key) {
            entries.remove(key);
        }

        @Override
        public synchronized Set<String> keys() {
            get(""); // lets go of what has ended
            return new TreeSet<>(entries.keySet());
        }
    }

    private record InMemoryCounter(InMemoryMap counters, String name, Duration timeToLive) implements Counter {

        @Override
        public long add(long delta) {
            synchronized (counters) {
                long sum = get() + delta;
                counters.put(name, ByteBuffer.allocate(Long.BYTES).putLong(sum).array(), timeToLive);
                return sum;
            }
        }

        @Override
        public long get() {
            return counters.get(name)
                    .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                    .orElse(0L);
        }
    }

    private record InMemoryLease(InMemoryMap leases, String name, String holder, Duration timeToLive) implements Lease {

        @Override
        public boolean renew() {
            return leases.replace(name, bytes(holder), bytes(holder), timeToLive);
        }

        @Override
        public void close() {
            synchronized (leases) {
                if (leases.get(name)
                        .filter(present -> text(present).equals(holder))
                        .isPresent()) {
                    leases.remove(name);
                }
            }
        }
    }
}
