package fr.ecluse.runtime.state;

import fr.ecluse.spi.state.StateUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The caches, opened when they are first needed; every call on them ends within the time limit. */
final class Store implements AutoCloseable {

    private final Startup startup;
    private final Duration timeout;
    private final Map<String, CompletableFuture<Entries>> opened = new ConcurrentHashMap<>();

    Store(Startup startup, Duration timeout) {
        this.startup = startup;
        this.timeout = timeout;
    }

    /** How long one call may take. */
    Duration timeout() {
        return timeout;
    }

    /** Opens a cache in the background, if it is not open yet. */
    CompletableFuture<Entries> prepare(String cache, Retention retention) {
        CompletableFuture<Entries> known = opened.get(cache);
        return known != null && !known.isCompletedExceptionally()
                ? known
                : opened.compute(
                        cache,
                        (name, current) -> current != null && !current.isCompletedExceptionally()
                                ? current
                                : startup.backend()
                                        .thenApplyAsync(
                                                backend -> backend.open(name, retention),
                                                task -> Thread.ofVirtual()
                                                        .name("ecluse-shared-state-" + name)
                                                        .start(task)));
    }

    /**
     * Makes a call on a cache and waits for its end.
     *
     * @return what it gave, which may be null
     * @throws StateUnavailableException if the call failed or took too long
     */
    <T extends @Nullable Object> T call(
            String cache, Retention retention, Function<Entries, CompletableFuture<? extends T>> call) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            Entries entries = await(prepare(cache, retention), deadline);
            return await(call.apply(entries), deadline);
        } catch (TimeoutException e) {
            throw new StateUnavailableException("the shared state did not answer within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailableException("interrupted while waiting for the shared state", e);
        } catch (ExecutionException | RuntimeException e) {
            throw new StateUnavailableException("the shared state failed", e);
        }
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<? extends T> future, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        startup.close();
    }
}
