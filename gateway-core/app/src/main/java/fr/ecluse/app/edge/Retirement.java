package fr.ecluse.app.edge;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Whether this instance is about to stop. From the moment that readiness turns, while requests are still served, clients
 * are told to take their connections elsewhere: with {@code Connection: close}, or GOAWAY on HTTP/2.
 */
@Singleton
public class Retirement {

    private volatile boolean begun;

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        begun = true;
    }

    /** Whether clients are to leave. */
    boolean hasBegun() {
        return begun;
    }
}
