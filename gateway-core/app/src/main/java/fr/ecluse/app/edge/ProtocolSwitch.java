package fr.ecluse.app.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind what finds out the protocol (TLS with ALPN, the preface of HTTP/2) and in front of what will speak it.
 * When the first byte of that protocol arrives, Vert.x has placed its codec, and the guard of the protocol takes over.
 * A client that has not come this far in time is closed.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Failures to write or close come back as events.
final class ProtocolSwitch extends ChannelInboundHandlerAdapter {

    /** The names that Vert.x gives its HTTP/1.1 codec; it looks them up by name itself. */
    private static final String DECODER = "httpDecoder";

    private static final String ENCODER = "httpEncoder";

    /** The name of what speaks a protocol in the end, HTTP or another. */
    private static final String HANDLER = "handler";

    private final Edge edge;
    private final Edge.Port port;
    private final long accepted;
    private @Nullable Future<?> deadline;

    ProtocolSwitch(Edge edge, Edge.Port port) {
        this(edge, port, System.nanoTime());
    }

    private ProtocolSwitch(Edge edge, Edge.Port port, long accepted) {
        this.edge = edge;
        this.port = port;
        this.accepted = accepted;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        long left = accepted + edge.limits().headTime().toNanos() - System.nanoTime();
        deadline = ctx.executor().schedule(() -> ctx.close(), left, TimeUnit.NANOSECONDS);
        if (ctx.pipeline().get(DECODER) != null) {
            // Without TLS and HTTP/2 there is nothing to find out.
            guardHttp1(ctx.pipeline());
            ctx.pipeline().remove(this);
        } else if (ctx.pipeline().get(HANDLER) != null) {
            // A server of another protocol than HTTP.
            ctx.pipeline().remove(this);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ChannelPipeline pipeline = ctx.pipeline();
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        if (pipeline.get(DECODER) != null) {
            guardHttp1(pipeline);
        } else if (http2 != null) {
            Http2Guard.watch(ctx.channel(), http2, edge);
        } else if (pipeline.get(HANDLER) == null) {
            // The header of the PROXY protocol has been read, and Vert.x has gone on to TLS behind this handler.
            pipeline.addLast(new ProtocolSwitch(edge, port, accepted));
        }
        pipeline.remove(this);
        ctx.fireChannelRead(msg);
    }

    private void guardHttp1(ChannelPipeline pipeline) {
        StrictRequestDecoder decoder = new StrictRequestDecoder(edge.limits());
        pipeline.replace(DECODER, DECODER, decoder);
        pipeline.addAfter(ENCODER, "edge", new Http1Guard(edge, port, decoder, accepted));
    }
}
