package fr.ecluse.app.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.util.function.Supplier;

/**
 * The JDK's transport, with the edge in every connection that a server of this Vert.x accepts. It is the one place of
 * Vert.x' public SPI where a server's own channels can be reached, and it holds for every port, with and without TLS.
 */
final class EdgeTransport extends JDKTransport {

    private final Supplier<Edge> edge;

    /**
     * Makes a transport.
     *
     * @param edge asked once for each server, when it begins to listen
     */
    EdgeTransport(Supplier<Edge> edge) {
        this.edge = edge;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        Edge current = edge.get();
        bootstrap.childHandler(
                new EdgeInitializer(bootstrap.config().childHandler(), current, current.clientAuth(options.getPort())));
    }
}
