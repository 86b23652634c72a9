package fr.ecluse.runtime.state;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a backend when it is first asked for, on a thread of its own. A start that failed is tried again when somebody
 * asks later than a second after it, so that callers neither wait for nor multiply attempts.
 */
final class Startup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Callable<Backend> starter;
    private @Nullable CompletableFuture<Backend> backend;
    private long failedAt;
    private boolean closed;

    Startup(Callable<Backend> starter) {
        this.starter = starter;
    }

    /** The backend, once it is started. */
    synchronized CompletableFuture<Backend> backend() {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("the shared state is closed"));
        }
        CompletableFuture<Backend> current = backend;
        if (current == null || current.isCompletedExceptionally() && System.nanoTime() - failedAt > PAUSE_NANOS) {
            current = CompletableFuture.supplyAsync(
                    this::start,
                    task -> Thread.ofPlatform()
                            .daemon()
                            .name("ecluse-shared-state")
                            .start(task));
            backend = current;
        }
        return current;
    }

    private Backend start() {
        long begun = System.nanoTime();
        try {
            Backend started = starter.call();
            LOG.info("shared state started in {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            return started;
        } catch (Exception e) {
            LOG.error("the shared state does not start", e);
            synchronized (this) {
                failedAt = System.nanoTime();
            }
            throw new CompletionException(e);
        }
    }

    /** Waits for a start that is under way, and stops the backend. */
    @Override
    public void close() {
        CompletableFuture<Backend> started;
        synchronized (this) {
            closed = true;
            started = backend;
            backend = null;
        }
        if (started != null) {
            started.handle((running, failure) -> running)
                    .thenAccept(running -> {
                        if (running != null) {
                            running.close();
                        }
                    })
                    .join();
        }
    }
}
