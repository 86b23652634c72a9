package fr.ecluse.runtime.state;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.infinispan.commons.api.BasicCache;
import org.jspecify.annotations.Nullable;

/** Entries of an Infinispan cache in this process. */
class CacheEntries implements Entries {

    private static final long WITHOUT_END = -1;

    private final BasicCache<byte[], byte[]> plain;
    private final BasicCache<byte[], byte[]> returning;

    /**
     * @param plain the cache, set to spare the effort of returning former values
     * @param returning the same cache, set to return them
     */
    CacheEntries(BasicCache<byte[], byte[]> plain, BasicCache<byte[], byte[]> returning) {
        this.plain = plain;
        this.returning = returning;
    }

    @Override
    public final CompletableFuture<byte @Nullable []> get(String key) {
        return plain.getAsync(bytes(key)).thenApply(this::restored);
    }

    @Override
    public final CompletableFuture<?> put(String key, byte[] value, Duration timeToLive) {
        return plain.putAsync(bytes(key), stored(value), millis(timeToLive), TimeUnit.MILLISECONDS);
    }

    @Override
    public final CompletableFuture<byte @Nullable []> putIfAbsent(String key, byte[] value, Duration timeToLive) {
        return returning
                .putIfAbsentAsync(bytes(key), stored(value), millis(timeToLive), TimeUnit.MILLISECONDS)
                .thenApply(this::restored);
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] value, Duration timeToLive) {
        return returning.replaceAsync(bytes(key), expected, value, millis(timeToLive), TimeUnit.MILLISECONDS);
    }

    @Override
    public final CompletableFuture<?> remove(String key) {
        return plain.removeAsync(bytes(key));
    }

    @Override
    public CompletableFuture<Boolean> remove(String key, byte[] expected) {
        return returning.removeAsync(bytes(key), expected);
    }

    @Override
    public final CompletableFuture<Set<String>> keys() {
        return CompletableFuture.supplyAsync(
                () -> plain.keySet().stream()
                        .map(key -> new String(key, StandardCharsets.UTF_8))
                        .collect(Collectors.toSet()),
                task -> Thread.ofVirtual().name("ecluse-shared-state-keys").start(task));
    }

    /** The form in which a value is kept. */
    byte[] stored(byte[] value) {
        return value;
    }

    /** The value of what is kept. */
    byte @Nullable [] restored(byte @Nullable [] stored) {
        return stored;
    }

    static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** Rounded up, since a lifespan of zero would be one without end. */
    static long millis(Duration timeToLive) {
        return timeToLive.isZero() ? WITHOUT_END : Math.max(1, timeToLive.toMillis());
    }
}
