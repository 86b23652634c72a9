package fr.ecluse.runtime.state;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.infinispan.client.hotrod.Flag;
import org.infinispan.client.hotrod.RemoteCache;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a cache on a server. The client's own conditional calls compare values by {@code equals}, which no two
 * arrays pass; here the bytes are compared and the entry's version then guards the change.
 */
final class RemoteEntries extends CacheEntries {

    private static final long NO_MAX_IDLE = -1;

    private final RemoteCache<byte[], byte[]> cache;

    RemoteEntries(RemoteCache<byte[], byte[]> cache) {
        super(cache, cache.withFlags(Flag.FORCE_RETURN_VALUE));
        this.cache = cache;
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] value, Duration timeToLive) {
        return change(
                key,
                expected,
                version -> cache.replaceWithVersionAsync(
                        bytes(key),
                        stored(value),
                        version,
                        millis(timeToLive),
                        TimeUnit.MILLISECONDS,
                        NO_MAX_IDLE,
                        TimeUnit.MILLISECONDS));
    }

    @Override
    public CompletableFuture<Boolean> remove(String key, byte[] expected) {
        return change(key, expected, version -> cache.removeWithVersionAsync(bytes(key), version));
    }

    /** The client takes an empty array for none, so every value has a byte more. */
    @Override
    byte[] stored(byte[] value) {
        return Arrays.copyOf(value, value.length + 1);
    }

    @Override
    byte @Nullable [] restored(byte @Nullable [] stored) {
        return stored == null ? null : Arrays.copyOf(stored, stored.length - 1);
    }

    /** The version may have moved on while the bytes are the same again: then it is tried again. */
    private CompletableFuture<Boolean> change(
            String key, byte[] expected, Function<Long, CompletableFuture<Boolean>> change) {
        return cache.getWithMetadataAsync(bytes(key)).thenCompose(found -> {
            if (found == null || !Arrays.equals(restored(found.getValue()), expected)) {
                return CompletableFuture.completedFuture(false);
            }
            return change.apply(found.getVersion())
                    .thenCompose(
                            done -> done ? CompletableFuture.completedFuture(true) : change(key, expected, change));
        });
    }
}
