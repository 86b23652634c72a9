package fr.ecluse.app.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Vert.x' decoder, which sees the head of a request only once it is whole and its bytes were found to be beyond doubt.
 * Netty's own decoder mends what it is given (it drops a Content-Length beside Transfer-Encoding, joins folded lines,
 * skips control characters), and nobody behind it can tell. Where a body ends is Netty's to say alone, so the two cannot
 * come to disagree. A refused request comes out as Netty's invalid message, with a {@link RefusedRequestException} as
 * the cause.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private final RequestHead head;
    private boolean inRequest;
    private boolean broken;

    StrictRequestDecoder(EdgeLimits limits) {
        super(new HttpServerOptions()
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxChunkSize(limits.chunkBytes()));
        this.head = new RequestHead(limits);
    }

    /** Whether a part of a head has arrived that is not whole yet. */
    boolean holdsPartOfHead() {
        return !inRequest && actualReadableBytes() > 0;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!inRequest) {
            try {
                if (!head.isWhole(in)) {
                    return;
                }
            } catch (RefusedRequestException e) {
                broken = true;
                in.skipBytes(in.readableBytes());
                HttpMessage invalid = createInvalidMessage();
                invalid.setDecoderResult(DecoderResult.failure(e));
                out.add(invalid);
                return;
            }
            inRequest = true;
        }
        super.decode(ctx, in, out);
        if (!out.isEmpty() && out.getLast() instanceof HttpObject last) {
            broken = last.decoderResult().isFailure();
            inRequest = !(last instanceof LastHttpContent);
        }
    }
}
