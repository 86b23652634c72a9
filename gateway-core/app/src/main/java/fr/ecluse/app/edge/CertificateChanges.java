package fr.ecluse.app.edge;

import static java.util.concurrent.CompletableFuture.allOf;

import io.quarkus.tls.CertificateUpdatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * When servers take over certificates that were read again. A server of Vert.x 4.5 has none for some milliseconds then
 * ({@code TCPServerBase.updateSSLOptions} puts the new ones in place before they are ready), and would close who
 * connects: new connections are to wait. Quarkus makes servers change while it fires {@link CertificateUpdatedEvent}, so
 * a change lies between its first and its last observer.
 */
@Singleton
public class CertificateChanges {

    private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE;
    private static final int LAST = Interceptor.Priority.PLATFORM_AFTER;

    /** Should the last observer not be told because another one failed. */
    private static final int LONGEST_SECONDS = 5;

    /** Held for writing by a change that begins, so that no connection is half placed then. */
    private final ReadWriteLock placing = new ReentrantReadWriteLock();

    /** By the name of the TLS configuration. */
    private final Map<String, CompletableFuture<Void>> underWay = new HashMap<>();

    void begin(@Observes @Priority(FIRST) CertificateUpdatedEvent event) {
        Lock lock = placing.writeLock();
        lock.lock();
        try {
            underWay.put(
                    event.name(),
                    new CompletableFuture<Void>().completeOnTimeout(null, LONGEST_SECONDS, TimeUnit.SECONDS));
        } finally {
            lock.unlock();
        }
    }

    void end(@Observes @Priority(LAST) CertificateUpdatedEvent event) {
        Lock lock = placing.writeLock();
        lock.lock();
        try {
            CompletableFuture<Void> change = underWay.remove(event.name());
            if (change != null) {
                change.complete(null);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Places the handlers of a connection, unless certificates change.
     *
     * @return empty if they are placed; otherwise what to wait for before the next attempt
     */
    Optional<CompletableFuture<Void>> place(Runnable handlers) {
        Lock lock = placing.readLock();
        lock.lock();
        try {
            CompletableFuture<Void> changes = allOf(underWay.values().toArray(CompletableFuture<?>[]::new));
            if (!changes.isDone()) {
                return Optional.of(changes);
            }
            handlers.run();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
