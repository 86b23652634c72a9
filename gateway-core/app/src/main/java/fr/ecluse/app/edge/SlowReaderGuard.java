package fr.ecluse.app.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import org.jboss.logging.Logger;

/**
 * Closes the connection of a client that does not take what it is sent. Stands first in the pipeline, where it sees the
 * bytes as they go onto the wire, whatever the protocol.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Failures to write or close come back as events.
final class SlowReaderGuard extends WatchingHandler {

    private static final Logger LOG = Logger.getLogger(SlowReaderGuard.class);

    private final PaceMeter pace;
    private long written;

    SlowReaderGuard(EdgeLimits limits) {
        super(limits.tick());
        this.pace = new PaceMeter(limits.pace());
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (msg instanceof ByteBuf bytes) {
            written += bytes.readableBytes();
        }
        ctx.write(msg, promise);
    }

    /** How many bytes wait for the client to take them. */
    static long bytesToTake(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    void look(ChannelHandlerContext ctx, long now) {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        long waiting = bytesToTake(ctx.channel());
        // The first piece counts whole among the waiting ones until its last byte is taken.
        long taken = written - waiting + (buffer == null ? 0 : buffer.currentProgress());
        if (pace.tooSlow(waiting > 0, taken, now)) {
            LOG.debug("A client does not take its answer: connection reset");
            // With a reset, what the system holds for this client is let go as well.
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            ctx.close();
        }
    }
}
