package fr.ecluse.plugin.identity;

import fr.ecluse.spi.state.SharedState;
import fr.ecluse.spi.state.StateMap;
import fr.ecluse.spi.state.StateUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Shared state whose calls are counted, and that a test can slow down, or put out of reach. */
final class WatchedState implements SharedState {

    private final SharedState state;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();
    private volatile boolean reachable = true;
    private volatile String heldMap = "";
    private volatile CountDownLatch release = new CountDownLatch(0);
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

    /** Lets the next calls fail, and those after them not. */
    void failNext(int count) {
        failing.set(count);
    }

    /** Holds back the calls of one map until the latch is open. */
    void hold(String map, CountDownLatch until) {
        release = until;
        heldMap = map;
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
                call(name);
                return map.get(key);
            }

            @Override
            public void put(String key, byte[] value, Duration timeToLive) {
                call(name);
                map.put(key, value, timeToLive);
            }

            @Override
            public Optional<byte[]> putIfAbsent(String key, byte[] value, Duration timeToLive) {
                call(name);
                return map.putIfAbsent(key, value, timeToLive);
            }

            @Override
            public boolean replace(String key, byte[] expected, byte[] value, Duration timeToLive) {
                call(name);
                Runnable action = beforeReplacing;
                beforeReplacing = () -> {};
                action.run();
                return map.replace(key, expected, value, timeToLive);
            }

            @Override
            public void remove(String key) {
                call(name);
                map.remove(key);
            }

            @Override
            public Set<String> keys() {
                call(name);
                return map.keys();
            }
        };
    }

    private static void assertDurable(Durability durability) {
        if (durability != Durability.DURABLE) {
            throw new AssertionError("keys outlive a restart");
        }
    }

    private void call(String map) {
        calls.incrementAndGet();
        try {
            if (map.equals(heldMap)) {
                release.await();
            }
        } catch (InterruptedException e) {
            throw new StateUnavailableException("interrupted", e);
        }
        if (!reachable || failing.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
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
