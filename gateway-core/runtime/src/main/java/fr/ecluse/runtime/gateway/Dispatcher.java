package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.contract.Contract.Listener;
import fr.ecluse.runtime.error.ErrorWriter;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Operation.ErrorShape;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.Set;

/**
 * Takes every request of one port, on its event loop, and gives it to the flow that serves it. Looks at the method and
 * the raw path alone; what else the caller says never decides where a request goes.
 */
public final class Dispatcher {

    private final Vertx vertx;
    private final Listener listener;
    private final Mounts mounts;
    private final HttpLimits limits;
    private final RequestHeads heads;
    private final ManagementDoor door;

    public Dispatcher(Vertx vertx, Listener listener, Mounts mounts, HttpLimits limits) {
        this.vertx = vertx;
        this.listener = listener;
        this.mounts = mounts;
        this.limits = limits;
        this.heads = new RequestHeads(TrustedProxies.of(limits.trustedProxies()));
        this.door = new ManagementDoor(limits.managementHosts(), limits.managementOrigins());
    }

    /** Serves a request that the HTTP server has paused. */
    public void handle(HttpServerRequest request) {
        Context context = vertx.getOrCreateContext();
        RequestBody body =
                RequestBody.receive(request, context, limits.maxBody().bytes());
        String id = heads.id(request);
        String path = request.path() == null ? "" : request.path();

        if (listener == Listener.MANAGEMENT) {
            Optional<Refusal> refusal = door.refuse(request);
            if (refusal.isPresent()) {
                refuse(request, body, id, path, refusal.get());
                return;
            }
        }
        Optional<OperationTable.Match<Mounts.Mounted>> match =
                mounts.find(listener, request.method().name(), path);
        while (match.isPresent()) {
            Mounts.Mounted mounted = match.get().value();
            boolean taken = mounted.consumer()
                    .serve(
                            mounted.operation(),
                            id,
                            heads.of(request, path, match.get().parameters()),
                            request,
                            body);
            if (taken) {
                return;
            }
            // Closed since it was found, so it is mounted no more.
            match = mounts.find(listener, request.method().name(), path);
        }
        Set<String> methods = mounts.methods(listener, path);
        if (!methods.isEmpty()) {
            request.response().putHeader("Allow", String.join(", ", methods));
        }
        refuse(
                request,
                body,
                id,
                path,
                Refusal.of(methods.isEmpty() ? ErrorCode.NOT_FOUND : ErrorCode.METHOD_NOT_ALLOWED));
    }

    private void refuse(HttpServerRequest request, RequestBody body, String id, String path, Refusal refusal) {
        Answer.Buffered answer = ErrorWriter.answer(refusal, shape(path), id, heads.languages(request));
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status());
        answer.headers().asMap().forEach(response::putHeader);
        response.putHeader("X-Request-Id", id);
        response.end(Buffer.buffer(answer.body().bytes()));
        body.discardRest();
    }

    /** Where no operation says it, the path tells which client is likely to read the error. */
    private static ErrorShape shape(String path) {
        if (path.startsWith("/v1/messages")) {
            return ErrorShape.ANTHROPIC;
        }
        return path.startsWith("/v1/") ? ErrorShape.OPENAI : ErrorShape.PROBLEM;
    }
}
