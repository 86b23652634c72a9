package fr.ecluse.app.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.ClientAuth;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Sets up an accepted connection, once its server has a certificate: Vert.x as always, and the edge around it. */
@SuppressWarnings("FutureReturnValueIgnored") // Failures to write or close come back as events.
final class EdgeInitializer extends ChannelInitializer<Channel> {

    private static final Logger LOG = Logger.getLogger(EdgeInitializer.class);

    private final ChannelHandler vertx;
    private final Edge edge;
    private final Edge.Port port;

    EdgeInitializer(ChannelHandler vertx, Edge edge, Edge.Port port) {
        this.vertx = vertx;
        this.edge = edge;
        this.port = port;
    }

    @Override
    protected void initChannel(Channel channel) {
        edge.certificates().place(() -> placeHandlers(channel)).ifPresent(change -> hold(channel, change));
    }

    private void hold(Channel channel, CompletableFuture<Void> change) {
        channel.config().setAutoRead(false);
        change.thenRunAsync(
                () -> {
                    if (channel.isOpen()) {
                        channel.config().setAutoRead(true);
                        initChannel(channel);
                    }
                },
                channel.eventLoop());
    }

    private void placeHandlers(Channel channel) {
        channel.pipeline().addLast(new SlowReaderGuard(edge.limits()));
        // The channel is registered, so Vert.x places its handlers before this returns.
        channel.pipeline().addLast(vertx);
        channel.pipeline().addLast(new ProtocolSwitch(edge, port));
        ClientAuth clientAuth = edge.clientAuth(port);
        if (clientAuth != ClientAuth.NONE) {
            askForCertificate(channel, clientAuth);
        }
    }

    /** Before the handshake, which begins with the client's first bytes. */
    private void askForCertificate(Channel channel, ClientAuth clientAuth) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            LOG.error("Clients are to show a certificate where there is no TLS, or TLS behind SNI or PROXY: closed");
            channel.close();
        } else if (clientAuth == ClientAuth.REQUIRED) {
            tls.engine().setNeedClientAuth(true);
        } else {
            tls.engine().setWantClientAuth(true);
        }
    }
}
