package fr.ecluse.app.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** The HTTP/1.1 response to a refused request. */
final class RefusalResponse {

    private static final String REQUEST_ID = "x-request-id";

    private RefusalResponse() {}

    /** Makes it; the connection is to be closed behind it. */
    static FullHttpResponse of(RefusedRequestException refused, Edge.Port port, RefusalAnswer answers) {
        RefusalAnswer.Answer answer = answers.answer(refused.refusal(), port, refused.reason());
        ByteBuf body = Unpooled.wrappedBuffer(answer.json());
        HttpResponseStatus status = HttpResponseStatus.valueOf(refused.refusal().status());
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(REQUEST_ID, answer.requestId());
        return response;
    }
}
