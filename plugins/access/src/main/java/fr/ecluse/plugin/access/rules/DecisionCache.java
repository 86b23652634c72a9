package fr.ecluse.plugin.access.rules;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import fr.ecluse.plugin.access.rules.NoDecisionException.Cause;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.config.ByteSize;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Rulings that serve again, for as long as they say, for the same projected question to the same rules. Questions that are
 * asked at the same time are asked once. What is no decision is not kept. Thread-safe.
 *
 * <p>Meter: {@code ecluse_access_cache} by {@code result}.
 */
public final class DecisionCache {

    private static final Duration LONGEST_DENIAL = Duration.ofSeconds(5);
    private static final int OVERHEAD_BYTES = 512;

    private final AsyncCache<Key, Decided> cache;
    private final Counter hits;
    private final Counter misses;

    /** Rules are compared by identity: nothing that others decided serves for them. */
    private record Key(Object rules, String question) {}

    /**
     * How a decision is made.
     *
     * <p>Called on the thread of one of those who wait for it.
     */
    @FunctionalInterface
    public interface Maker {
        Decided make() throws NoDecisionException, InterruptedException;
    }

    /**
     * A decision, and whether it had been made before.
     *
     * @param reused whether it served somebody else before
     */
    public record Found(Decided decided, boolean reused) {}

    /**
     * An empty cache.
     *
     * @param size what it may take of the memory, about
     */
    public DecisionCache(ByteSize size, MeterRegistry meters) {
        this(size, meters, Ticker.systemTicker());
    }

    DecisionCache(ByteSize size, MeterRegistry meters, Ticker ticker) {
        this.cache = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumWeight(size.bytes())
                .weigher(DecisionCache::weight)
                .expireAfter(Expiry.<Key, Decided>creating((_, decided) -> timeToLive(decided.ruling())))
                .executor(Runnable::run)
                .buildAsync();
        this.hits = meters.counter("ecluse_access_cache", "result", "hit");
        this.misses = meters.counter("ecluse_access_cache", "result", "miss");
    }

    private static int weight(Key key, Decided decided) {
        return OVERHEAD_BYTES + 2 * (key.question().length() + decided.result().length());
    }

    private static Duration timeToLive(Ruling ruling) {
        boolean shorten = !ruling.letsPass() && ruling.timeToLive().compareTo(LONGEST_DENIAL) > 0;
        return shorten ? LONGEST_DENIAL : ruling.timeToLive();
    }

    /**
     * Gives the decision that serves for a question, or has it made.
     *
     * @throws NoDecisionException if it could not be made, or not in time
     */
    public Found get(Object rules, String question, Deadline deadline, Maker maker)
            throws NoDecisionException, InterruptedException {
        Key key = new Key(rules, question);
        while (true) {
            CompletableFuture<Decided> own = new CompletableFuture<>();
            @Nullable CompletableFuture<Decided> others = cache.asMap().putIfAbsent(key, own);
            if (others == null) {
                misses.increment();
                return new Found(make(own, maker), false);
            }
            try {
                Decided decided = others.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
                hits.increment();
                return new Found(decided, true);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof NoDecisionException none) {
                    throw none;
                }
                // whoever was making it has left: made again, by one of those who wait
            } catch (TimeoutException e) {
                throw new NoDecisionException(Cause.TIMEOUT, "the same question was not answered in time");
            }
        }
    }

    private static Decided make(CompletableFuture<Decided> promise, Maker maker)
            throws NoDecisionException, InterruptedException {
        try {
            Decided decided = maker.make();
            promise.complete(decided);
            return decided;
        } catch (NoDecisionException | InterruptedException | RuntimeException | Error e) {
            promise.completeExceptionally(e);
            throw e;
        }
    }

    /** How many there are, about. */
    long size() {
        cache.synchronous().cleanUp();
        return cache.synchronous().estimatedSize();
    }

    /** Forgets everything, because other rules are in force. */
    public void clear() {
        cache.synchronous().invalidateAll();
    }
}
