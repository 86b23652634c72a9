package fr.ecluse.app.edge;

import fr.ecluse.app.edge.Http1Clock.WaitFor;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the requests and answers of one HTTP/1.1 connection, between Vert.x and its codec. It answers refused
 * requests when it is their turn, sends away clients that are too slow to send, and closes gently when an answer is
 * over before its request.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Failures to write or close come back as events.
final class Http1Guard extends WatchingHandler {

    private static final Logger LOG = Logger.getLogger(Http1Guard.class);

    private final Edge edge;
    private final Edge.Port port;
    private final StrictRequestDecoder decoder;
    private final Http1Clock clock;
    private final PaceMeter bodyPace;

    /** Requests that were passed on; and those of them whose answer is not wholly written. */
    private long passedOn;

    private int unanswered;

    /** The head of the answer that is next has been written. */
    private boolean answerBegun;

    /** The body of the latest request is not wholly read; and what was read of all bodies. */
    private boolean bodyOpen;

    private long bodyBytes;

    /** The connection ends with the answer that is being written; no request is taken behind the open one. */
    private boolean closing;

    /** The last answer is out: nothing more is read or written. */
    private boolean over;

    /** Upgraded to another protocol. */
    private boolean upgraded;

    private @Nullable RefusedRequestException refused;

    Http1Guard(Edge edge, Edge.Port port, StrictRequestDecoder decoder, long accepted) {
        super(edge.limits().tick());
        this.edge = edge;
        this.port = port;
        this.decoder = decoder;
        this.clock = new Http1Clock(edge.limits(), accepted);
        this.bodyPace = new PaceMeter(edge.limits().pace());
    }

    // Requests

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (upgraded || !(msg instanceof HttpObject part)) {
            ctx.fireChannelRead(msg);
        } else if (refused != null || over || (closing && !bodyOpen)) {
            ReferenceCountUtil.release(msg);
        } else if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(msg);
            refuse(ctx, refusalOf(part.decoderResult().cause()));
        } else if (part instanceof HttpRequest && unanswered > edge.limits().pipelined()) {
            ReferenceCountUtil.release(msg);
            refuse(ctx, RefusedRequestException.malformed("too many requests wait for their answers"));
        } else {
            follow(part);
            ctx.fireChannelRead(msg);
        }
    }

    private void follow(HttpObject part) {
        if (part instanceof HttpRequest request) {
            passedOn++;
            unanswered++;
            bodyOpen = HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
            HttpHeaders headers = request.headers();
            if (bodyOpen || headers.names().size() < headers.size()) {
                // A server may ignore it. An upgrade in the middle of a body could not be followed, and Vert.x would
                // keep only one of several headers with the same name.
                headers.remove(HttpHeaderNames.UPGRADE);
            }
        }
        if (part instanceof HttpContent content) {
            bodyBytes += content.content().readableBytes();
            bodyOpen = bodyOpen && !(part instanceof LastHttpContent);
        }
    }

    private static RefusedRequestException refusalOf(Throwable cause) {
        return cause instanceof RefusedRequestException known
                ? known
                : RefusedRequestException.malformed(
                        "the HTTP decoder refused it: " + cause.getClass().getSimpleName());
    }

    // Answers

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (over) {
            ReferenceCountUtil.release(msg);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        boolean last = msg instanceof LastHttpContent;
        if (msg instanceof HttpResponse answer && !upgraded) {
            if (answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                upgrade(ctx);
            }
            last = last && answer.status().codeClass() != HttpStatusClass.INFORMATIONAL;
            begin(answer);
        }
        if (!last || upgraded) {
            ctx.write(msg, promise);
            return;
        }
        unanswered--;
        answerBegun = false;
        over = closing;
        ctx.write(msg, over ? promise.unvoid().addListener(done -> linger(ctx)) : promise);
        if (refused != null && !over) {
            answerRefused(ctx, refused);
        }
    }

    private void begin(HttpResponse answer) {
        if (answer.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            return;
        }
        answerBegun = true;
        if (unanswered == 1 && (bodyOpen || edge.retirement().hasBegun())) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            closing = true;
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (over) {
            // Vert.x wants to close behind the last answer: that is under way, only gently.
            ctx.channel().closeFuture().addListener(done -> promise.trySuccess());
        } else {
            ctx.close(promise);
        }
    }

    private void upgrade(ChannelHandlerContext ctx) {
        upgraded = true;
        stopWatching();
        // Vert.x is about to rebuild the pipeline.
        ctx.executor().execute(() -> {
            Http2ConnectionHandler http2 = ctx.pipeline().get(Http2ConnectionHandler.class);
            if (http2 != null) {
                ctx.pipeline().addFirst(new SlowReaderGuard(edge.limits()));
                Http2Guard.watch(ctx.channel(), http2, edge);
            }
        });
    }

    // Refusals

    private void refuse(ChannelHandlerContext ctx, RefusedRequestException refusal) {
        refused = refusal;
        answerRefused(ctx, refusal);
    }

    /** Answers once all requests before the refused one are answered. That one was passed on if its body is at fault. */
    private void answerRefused(ChannelHandlerContext ctx, RefusedRequestException refusal) {
        if (unanswered > (bodyOpen ? 1 : 0)) {
            return;
        }
        if (answerBegun) {
            // Half an answer is out and cannot be taken back: let the client see that it is not whole.
            ctx.close();
            return;
        }
        FullHttpResponse response;
        try {
            response = RefusalResponse.of(refusal, port, edge.answers());
        } catch (RuntimeException e) {
            LOG.error("There is no answer to a refused request", e);
            ctx.close();
            return;
        }
        over = true;
        ctx.writeAndFlush(response).addListener(done -> linger(ctx));
    }

    private void linger(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            ctx.pipeline().addBefore("httpDecoder", "linger", new LingeringClose(edge.limits()));
        }
    }

    // Time

    @Override
    void look(ChannelHandlerContext ctx, long now) {
        if (refused != null || over) {
            return;
        }
        boolean reading = ctx.channel().config().isAutoRead();
        if (bodyPace.tooSlow(bodyOpen && reading, bodyBytes, now)) {
            refuse(ctx, new RefusedRequestException(Refusal.TOO_SLOW, "the body comes too slowly"));
            return;
        }
        WaitFor what = waitFor(ctx.channel());
        if (!clock.isOver(what, passedOn, reading, now)) {
            return;
        }
        if (decoder.holdsPartOfHead()) {
            refuse(ctx, new RefusedRequestException(Refusal.TOO_SLOW, "the head did not arrive in time"));
        } else {
            ctx.close();
        }
    }

    private WaitFor waitFor(Channel channel) {
        if (passedOn == 0) {
            return WaitFor.FIRST_HEAD;
        }
        if (decoder.holdsPartOfHead()) {
            return WaitFor.HEAD;
        }
        boolean answered = unanswered == 0 && SlowReaderGuard.bytesToTake(channel) == 0;
        return answered ? WaitFor.REQUEST : WaitFor.NOTHING;
    }
}
