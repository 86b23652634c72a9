package fr.ecluse.app.edge;

import io.quarkus.arc.Arc;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;
import jakarta.enterprise.inject.spi.CDI;

/**
 * Gives Quarkus' Vert.x the {@link EdgeTransport}. Found by {@link java.util.ServiceLoader}, because Vert.x is built
 * by Quarkus itself; the {@link Edge} is looked up when a server begins to listen.
 */
public final class EdgeTransportProvider implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        if (Arc.container() == null) {
            // Not the application's: a test's own.
            return;
        }
        builder.findTransport(new EdgeTransport(
                builder.findTransport(), () -> CDI.current().select(Edge.class).get()));
    }
}
