package fr.ecluse.plugin.identity;

import fr.ecluse.spi.state.SharedState;
import fr.ecluse.spi.state.StateMap;
import fr.ecluse.spi.state.StateUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Shared state whose calls are counted, and that a test can put out of reach or lose notes from. */
final class WatchedState implements SharedState {

    private final SharedState state;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean reachable = true;
    private volatile Runnable beforeReplacing = () -> {};

    WatchedState(SharedState state) {
        this.state = state;
    }

    int calls() {
        return calls.get();
    }

    void reachable(boolean value) {
        reachable = value;
    }

    /** What somebody else does between the reading of an entry and its replacing, once. */
    void beforeReplacing(Runnable action) {
        beforeReplacing = action;
    }

    @Override
    public StateMap map(String name, Durability durability) {
        assertDurable(durability);
        StateMap map = state.map(name, durability);
        return new StateMap() {
            @Override
            public Optional<byte[]> get(String key) {
                call();
                return map.get(key);
            }

            @Override
            public void put(String key, byte[] value, Duration timeToLive) {
                call();
                map.put(key, value, timeToLive);
            }

            @Override
            public Optional<byte[]> putIfAbsent(String key, byte[] value, Duration timeToLive) {
                call();
                return map.putIfAbsent(key, value, timeToLive);
            }

            @Override
            public boolean replace(String key, byte[] expected, byte[] value, Duration timeToLive) {
                call();
                Runnable action = beforeReplacing;
                beforeReplacing = () -> {};
                action.run();
                return map.replace(key, expected, value, timeToLive);
            }

            @Override
            public void remove(String key) {
                call();
                map.remove(key);
            }

            @Override
            public Set<String> keys() {
                call();
                return map.keys();
            }
        };
    }

    private static void assertDurable(Durability durability) {
        if (durability != Durability.DURABLE) {
            throw new AssertionError("keys outlive a restart");
        }
    }

    private void call() {
        calls.incrementAndGet();
        if (!reachable) {
            throw new StateUnavailableException("out of reach", new IllegalStateException());
        }
    }

    @Override
    public Counter counter(String name, Duration timeToLive) {
        return state.counter(name, timeToLive);
    }

    @Override
    public Optional<Lease> lease(String name, Duration timeToLive) {
        return state.lease(name, timeToLive);
    }
}
