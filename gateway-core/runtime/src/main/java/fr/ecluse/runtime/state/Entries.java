package fr.ecluse.runtime.state;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache. Nothing blocks; what fails, fails the future or is thrown at once. A time to live of zero
 * means without end.
 */
interface Entries {

    CompletableFuture<byte @Nullable []> get(String key);

    CompletableFuture<?> put(String key, byte[] value, Duration timeToLive);

    /** The value that stands there already, or null if this one was put. */
    CompletableFuture<byte @Nullable []> putIfAbsent(String key, byte[] value, Duration timeToLive);

    CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] value, Duration timeToLive);

    CompletableFuture<?> remove(String key);

    CompletableFuture<Boolean> remove(String key, byte[] expected);

    CompletableFuture<Set<String>> keys();
}
