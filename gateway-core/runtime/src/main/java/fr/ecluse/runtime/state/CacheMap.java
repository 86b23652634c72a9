package fr.ecluse.runtime.state;

import fr.ecluse.spi.state.StateMap;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map that is a cache of its own. */
final class CacheMap implements StateMap {

    private final Store store;
    private final String cache;
    private final Retention retention;

    CacheMap(Store store, String cache, Retention retention) {
        this.store = store;
        this.cache = cache;
        this.retention = retention;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(this.<byte @Nullable []>call(entries -> entries.get(key)));
    }

    @Override
    public void put(String key, byte[] value, Duration timeToLive) {
        requireNotNegative(timeToLive);
        call(entries -> entries.put(key, value, timeToLive));
    }

    @Override
    public Optional<byte[]> putIfAbsent(String key, byte[] value, Duration timeToLive) {
        requireNotNegative(timeToLive);
        return Optional.ofNullable(
                this.<byte @Nullable []>call(entries -> entries.putIfAbsent(key, value, timeToLive)));
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value, Duration timeToLive) {
        requireNotNegative(timeToLive);
        return this.<Boolean>call(entries -> entries.replace(key, expected, value, timeToLive));
    }

    @Override
    public void remove(String key) {
        call(entries -> entries.remove(key));
    }

    @Override
    public Set<String> keys() {
        return this.<Set<String>>call(Entries::keys);
    }

    private <T extends @Nullable Object> T call(Function<Entries, CompletableFuture<? extends T>> call) {
        return store.call(cache, retention, call);
    }

    static void requireNotNegative(Duration timeToLive) {
        if (timeToLive.isNegative()) {
            throw new IllegalArgumentException("a time to live is not negative: " + timeToLive);
        }
    }
}
