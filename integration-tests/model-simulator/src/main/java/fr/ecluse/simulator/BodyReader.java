package fr.ecluse.simulator;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads a request's body, whatever its content type says, before the next handler runs. Fails the request with 413 as
 * soon as the body is too large.
 */
final class BodyReader implements Handler<RoutingContext> {
    static final int MAX_BYTES = 64 << 20;

    private static final String BODY = BodyReader.class.getName();
    private static final int USUAL_BYTES = 1_024;

    /** The body that was read; empty when none came. */
    static Buffer bodyOf(RoutingContext context) {
        return context.get(BODY);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer(USUAL_BYTES);
        request.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > MAX_BYTES) {
                // The rest is let through unread, so that the client sees the answer.
                request.handler(null).endHandler(null);
                context.fail(413);
            }
        });
        request.endHandler(_ -> {
            context.put(BODY, body);
            context.next();
        });
    }
}
