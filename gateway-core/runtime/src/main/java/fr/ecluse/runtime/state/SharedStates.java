package fr.ecluse.runtime.state;

import fr.ecluse.runtime.config.Secrets;
import fr.ecluse.spi.state.SharedState;
import fr.ecluse.spi.state.StateMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shared state of this replica. It starts by itself with the first call, which then waits for it within its own
 * time limit; {@link #warmUp} has it start before. Thread-safe.
 */
public final class SharedStates implements SharedState, AutoCloseable {

    private static final Pattern MAP_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int TURNS = 64;

    private final Store store;
    private final Map<String, Retention> maps = new ConcurrentHashMap<>();
    private final Lock[] turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toArray(Lock[]::new);

    private SharedStates(Store store) {
        this.store = store;
    }

    /**
     * Prepares the state that the options describe; returns at once, and reaches nothing yet.
     *
     * @param stateFolder where the embedded mode keeps what outlives a restart, in {@code shared-state}
     */
    public static SharedStates start(SharedStateOptions options, Path stateFolder, Secrets secrets) {
        Callable<Backend> starter = switch (options.mode()) {
            case EMBEDDED, CLUSTER -> () -> EmbeddedBackend.start(options, stateFolder, secrets);
            case HOT_ROD -> () -> HotRodBackend.start(options, secrets);
        };
        return new SharedStates(new Store(new Startup(starter), options.timeout()));
    }

    /**
     * Starts in the background and opens what was asked for so far. To be called when the gateway is ready: a start
     * takes a second of processor time, and a replica that never starts keeps no copies for the others.
     */
    public void warmUp() {
        maps.forEach((name, retention) -> store.prepare(cacheOf(name), retention));
        store.prepare(CacheCounter.CACHE, Retention.BOUNDED);
        store.prepare(CacheLease.CACHE, Retention.COMPLETE);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the name is anything but lower case letters, digits, dots, hyphens and
     *     underscores
     */
    @Override
    public StateMap map(String name, Durability durability) {
        if (!MAP_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a map's name: '" + name + "'");
        }
        Retention asked = durability == Durability.DURABLE ? Retention.DURABLE : Retention.BOUNDED;
        Retention decided = maps.computeIfAbsent(name, first -> asked);
        return new CacheMap(store, cacheOf(name), decided);
    }

    @Override
    public Counter counter(String name, Duration timeToLive) {
        CacheMap.requireNotNegative(timeToLive);
        return new CacheCounter(store, name, timeToLive, turns[Math.floorMod(name.hashCode(), TURNS)]);
    }

    @Override
    public Optional<Lease> lease(String name, Duration timeToLive) {
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("a lease ends some time: " + timeToLive);
        }
        return CacheLease.take(store, name, timeToLive);
    }

    private static String cacheOf(String map) {
        return "map." + map;
    }

    /** Stops; calls fail from then on. */
    @Override
    public void close() {
        store.close();
    }
}
