package fr.ecluse.app.edge;

import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the streams of one HTTP/2 connection: resets those whose client sends or takes too slowly or does not say for
 * which host it asks, and closes a connection on which nothing is under way.
 */
final class Http2Guard extends Http2ConnectionAdapter {

    private static final Logger LOG = Logger.getLogger(Http2Guard.class);

    private final Channel channel;
    private final Http2ConnectionHandler http2;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey paces;
    private final EdgeLimits limits;

    private boolean used;
    private long idleSince = System.nanoTime();

    private Http2Guard(Channel channel, Http2ConnectionHandler http2, EdgeLimits limits) {
        this.channel = channel;
        this.http2 = http2;
        this.connection = http2.connection();
        this.paces = connection.newKey();
        this.limits = limits;
    }

    /** Watches a connection until it is closed. Called on its event loop. */
    static void watch(Channel channel, Http2ConnectionHandler http2, EdgeLimits limits) {
        Http2Guard guard = new Http2Guard(channel, http2, limits);
        guard.connection.addListener(guard);
        long interval = limits.tick().toNanos();
        Future<?> watch = channel.eventLoop()
                .scheduleAtFixedRate(() -> guard.look(System.nanoTime()), interval, interval, TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(closed -> watch.cancel(false));
    }

    @Override
    public void onStreamAdded(Http2Stream stream) {
        stream.setProperty(paces, new StreamPace(limits));
        if (!used) {
            // Not before, because Vert.x sets its own listener only when it reads the client's SETTINGS.
            http2.decoder().frameListener(new Frames(http2.decoder().frameListener()));
            used = true;
        }
    }

    private void look(long now) {
        if (connection.numActiveStreams() > 0) {
            idleSince = now;
            resetSlowStreams(now);
        } else if (now - idleSince >= (used ? limits.idleTime() : limits.headTime()).toNanos()) {
            channel.close();
        }
    }

    private void resetSlowStreams(long now) {
        ChannelHandlerContext ctx = channel.pipeline().context(http2);
        try {
            connection.forEachActiveStream(stream -> {
                if (isTooSlow(stream, now)) {
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
        StreamPace pace = stream.getProperty(paces);
        if (pace == null) {
            return false;
        }
        boolean sends = stream.state().remoteSideOpen()
                && http2.decoder().flowController().unconsumedBytes(stream) == 0;
        boolean takes = http2.encoder().flowController().hasFlowControlled(stream);
        long taken = pace.granted - http2.encoder().flowController().windowSize(stream);
        // Both are measured each time, so neither may be skipped.
        boolean sendsTooSlowly = pace.sent.tooSlow(sends, pace.received, now);
        boolean takesTooSlowly = pace.taken.tooSlow(takes, taken, now);
        return sendsTooSlowly || takesTooSlowly;
    }

    private @Nullable StreamPace paceOf(int streamId) {
        Http2Stream stream = connection.stream(streamId);
        return stream == null ? null : stream.getProperty(paces);
    }

    /** RFC 9113, section 8.3.1; what Vert.x does not look at itself. */
    private static boolean isMalformed(Http2Headers request) {
        CharSequence path = request.path();
        if (path == null || !Syntax.TARGET.holds(path) || !Syntax.escapesAreWhole(path.toString())) {
            return true;
        }
        boolean asterisk = "*".contentEquals(path) && "OPTIONS".contentEquals(request.method());
        if (path.charAt(0) != '/' && !asterisk) {
            return true;
        }
        List<CharSequence> hosts = request.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && request.authority() == null)) {
            return true;
        }
        CharSequence host = hosts.isEmpty() ? request.authority() : hosts.getFirst();
        CharSequence authority = request.authority() == null ? host : request.authority();
        return !Syntax.isAuthority(host) || !AsciiString.contentEqualsIgnoreCase(host, authority);
    }

    /** What one stream's client sent, and what it allowed to be sent. */
    private static final class StreamPace {

        private final PaceMeter sent;
        private final PaceMeter taken;
        private boolean headRead;
        private long received;
        private long granted;

        StreamPace(EdgeLimits limits) {
            this.sent = new PaceMeter(limits.pace());
            this.taken = new PaceMeter(limits.pace());
        }
    }

    private final class Frames extends Http2FrameListenerDecorator {

        Frames(Http2FrameListener vertx) {
            super(vertx);
        }

        private void checkHead(int streamId, Http2Headers headers) throws Http2Exception {
            StreamPace pace = paceOf(streamId);
            boolean trailers = pace == null || pace.headRead;
            if (pace != null) {
                pace.headRead = true;
            }
            if (!trailers && isMalformed(headers)) {
                throw streamError(streamId, PROTOCOL_ERROR, "The request is malformed");
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream)
                throws Http2Exception {
            checkHead(streamId, headers);
            super.onHeadersRead(ctx, streamId, headers, padding, endOfStream);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int streamId,
                Http2Headers headers,
                int streamDependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean endOfStream)
                throws Http2Exception {
            checkHead(streamId, headers);
            super.onHeadersRead(ctx, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
                throws Http2Exception {
            StreamPace pace = paceOf(streamId);
            if (pace != null) {
                pace.received += data.readableBytes();
            }
            return super.onDataRead(ctx, streamId, data, padding, endOfStream);
        }

        @Override
        public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) throws Http2Exception {
            StreamPace pace = paceOf(streamId);
            if (pace != null) {
                pace.granted += increment;
            }
            super.onWindowUpdateRead(ctx, streamId, increment);
        }
    }
}
