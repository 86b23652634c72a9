package fr.ecluse.app.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose client may still be sending (RFC 9112, section 9.6). Closing at once would reset it, and the
 * reset can destroy the answer before the client has read it. So only the gateway's own direction is closed; what still
 * comes is thrown away, up to a number of bytes and a time, or until the client closes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Failures to write or close come back as events.
final class LingeringClose extends ChannelInboundHandlerAdapter {

    private final EdgeLimits limits;
    private long discarded;
    private @Nullable Future<?> deadline;

    LingeringClose(EdgeLimits limits) {
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline =
                ctx.executor().schedule(() -> ctx.close(), limits.lingerTime().toNanos(), TimeUnit.NANOSECONDS);
        ctx.channel().config().setAutoRead(true);
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls == null) {
            closeOutput(ctx);
        } else {
            tls.closeOutbound().addListener(done -> closeOutput(ctx));
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
        if (msg instanceof ByteBuf bytes) {
            discarded += bytes.readableBytes();
        }
        ReferenceCountUtil.release(msg);
        if (discarded > limits.lingerBytes()) {
            ctx.close();
        }
    }

    private static void closeOutput(ChannelHandlerContext ctx) {
        if (ctx.channel() instanceof DuplexChannel duplex && duplex.isActive()) {
            duplex.shutdownOutput();
        }
    }
}
