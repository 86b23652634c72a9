package fr.ecluse.app.edge;

import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;
import static io.netty.handler.codec.http2.Http2Error.NO_ERROR;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the streams of one HTTP/2 connection: resets those whose client sends or takes too slowly, or goes on sending
 * when it was answered, and closes a connection on which nothing is under way.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Failures to write or close come back as events.
final class Http2Guard extends Http2ConnectionAdapter {

    private static final Logger LOG = Logger.getLogger(Http2Guard.class);

    private final Channel channel;
    private final Http2ConnectionHandler http2;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey paces;
    private final Edge edge;

    private boolean readsFrames;
    private boolean used;
    private long idleSince = System.nanoTime();

    private Http2Guard(Channel channel, Http2ConnectionHandler http2, Edge edge) {
        this.channel = channel;
        this.http2 = http2;
        this.connection = http2.connection();
        this.paces = connection.newKey();
        this.edge = edge;
        this.used = connection.numActiveStreams() > 0;
    }

    /** Watches a connection until it is closed. Called on its event loop. */
    static void watch(Channel channel, Http2ConnectionHandler http2, Edge edge) {
        Http2Guard guard = new Http2Guard(channel, http2, edge);
        guard.connection.addListener(guard);
        long interval = edge.limits().tick().toNanos();
        Future<?> watch = channel.eventLoop()
                .scheduleAtFixedRate(() -> guard.look(System.nanoTime()), interval, interval, TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(closed -> watch.cancel(false));
    }

    @Override
    public void onStreamAdded(Http2Stream stream) {
        stream.setProperty(paces, new Http2StreamPace(edge.limits().pace()));
        used = true;
        if (!readsFrames) {
            // Not before, because Vert.x sets its own listener only when it reads the client's SETTINGS.
            http2.decoder().frameListener(new Http2Frames(http2.decoder().frameListener(), this::paceOf));
            readsFrames = true;
        }
    }

    private @Nullable Http2StreamPace paceOf(int streamId) {
        Http2Stream stream = connection.stream(streamId);
        return stream == null ? null : stream.getProperty(paces);
    }

    private void look(long now) {
        if (edge.retirement().hasBegun()) {
            retire();
        }
        if (connection.numActiveStreams() > 0) {
            idleSince = now;
            lookAtStreams(now);
        } else if (now - idleSince
                >= (used ? edge.limits().idleTime() : edge.limits().headTime()).toNanos()) {
            channel.close();
        }
    }

    /** Tells the client to ask elsewhere from now on; what it asked is still answered. */
    private void retire() {
        if (connection.numActiveStreams() == 0) {
            channel.close();
        } else if (!connection.goAwaySent()) {
            ChannelHandlerContext ctx = channel.pipeline().context(http2);
            int last = connection.remote().lastStreamCreated();
            http2.goAway(ctx, last, NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
            ctx.flush();
        }
    }

    private void lookAtStreams(long now) {
        ChannelHandlerContext ctx = channel.pipeline().context(http2);
        try {
            connection.forEachActiveStream(stream -> {
                if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
                    // RFC 9113, section 8.1: answered before it was all said, so the rest is not wanted.
                    http2.resetStream(ctx, stream.id(), NO_ERROR.code(), ctx.newPromise());
                } else if (isTooSlow(stream, now)) {
                    LOG.debug("A client sends or takes too slowly: stream reset");
                    // As an error, so that the route learns of it.
                    http2.onError(ctx, false, streamError(stream.id(), ENHANCE_YOUR_CALM, "The client is too slow"));
                }
                return true;
            });
        } catch (Http2Exception e) {
            http2.onError(ctx, false, e);
        }
        ctx.flush();
    }

    private boolean isTooSlow(Http2Stream stream, long now) {
        Http2StreamPace pace = stream.getProperty(paces);
        if (pace == null) {
            return false;
        }
        boolean sends = stream.state().remoteSideOpen()
                && http2.decoder().flowController().unconsumedBytes(stream) == 0;
        Http2RemoteFlowController outbound = http2.encoder().flowController();
        return pace.isTooSlow(sends, outbound.hasFlowControlled(stream), outbound.windowSize(stream), now);
    }
}
