package fr.ecluse.app.edge;

import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Sees a client's frames before Vert.x: counts them for the pace of their stream, and resets malformed requests. */
final class Http2Frames extends Http2FrameListenerDecorator {

    private final IntFunction<@Nullable Http2StreamPace> paces;

    /**
     * Makes a listener.
     *
     * @param vertx what listens so far
     * @param paces the pace of a stream by its id; null if it is not followed
     */
    Http2Frames(Http2FrameListener vertx, IntFunction<@Nullable Http2StreamPace> paces) {
        super(vertx);
        this.paces = paces;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        check(streamId, headers);
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
        check(streamId, headers);
        super.onHeadersRead(ctx, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        Http2StreamPace pace = paces.apply(streamId);
        if (pace != null) {
            pace.received(data.readableBytes());
        }
        return super.onDataRead(ctx, streamId, data, padding, endOfStream);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) throws Http2Exception {
        Http2StreamPace pace = paces.apply(streamId);
        if (pace != null) {
            pace.granted(increment);
        }
        super.onWindowUpdateRead(ctx, streamId, increment);
    }

    private void check(int streamId, Http2Headers headers) throws Http2Exception {
        Http2StreamPace pace = paces.apply(streamId);
        if (pace != null && pace.begins() && isMalformed(headers)) {
            throw streamError(streamId, PROTOCOL_ERROR, "The request is malformed");
        }
    }

    /** RFC 9113, section 8.3.1: what Vert.x does not look at itself. */
    private static boolean isMalformed(Http2Headers request) {
        CharSequence path = request.path();
        if (path == null || request.method() == null || !RequestTarget.isHttp2Path(path, request.method())) {
            return true;
        }
        List<CharSequence> hosts = request.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && request.authority() == null)) {
            return true;
        }
        CharSequence host = hosts.isEmpty() ? request.authority() : hosts.getFirst();
        CharSequence authority = request.authority() == null ? host : request.authority();
        return !Authority.isValid(host) || !AsciiString.contentEqualsIgnoreCase(host, authority);
    }
}
