package fr.ecluse.acceptance.streaming;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.Events;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.JournalEntry;
import fr.ecluse.acceptance.support.Json;
import fr.ecluse.acceptance.support.OnSharedTestBed;
import fr.ecluse.acceptance.support.RequestIds;
import fr.ecluse.acceptance.support.SimulatorProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cleartext HTTP/2 with prior knowledge, as gRPC-minded proxies speak it; all calls share one connection. */
@OnSharedTestBed
class Http2Test {

    private static final long CANCEL = 8;
    private static final int LIMIT_SECONDS = 20;

    private final GatewayProcess gateway;
    private final SimulatorProcess simulator;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false),
            new PoolOptions().setHttp2MaxSize(1));

    Http2Test(GatewayProcess gateway, SimulatorProcess simulator) {
        this.gateway = gateway;
        this.simulator = simulator;
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void plainAnswerArrives() throws Exception {
        Call call = send(RequestIds.next(), Chats.plain("sim-echo", "Bonjour tout le monde"));

        assertThat(call.response().version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(Json.parse(call.whole()).at("/choices/0/message/content").asString())
                .isEqualTo("Bonjour tout le monde");
    }

    @Test
    void streamArrives() throws Exception {
        Call call = send(RequestIds.next(), Chats.streamed("sim-echo", "Bonjour tout le monde"));

        assertThat(call.response().version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(call.response().statusCode()).isEqualTo(200);
        assertThat(Events.chatText(Events.data(call.whole()))).isEqualTo("Bonjour tout le monde");
        assertThat(call.whole()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void streamThatBreaksOffUpstreamEndsWellWithAnErrorEvent() throws Exception {
        Call call = send(RequestIds.next(), Chats.streamed("sim-cut", "Raconte."));

        assertThat(Events.data(call.whole()).getLast()).contains("upstream_error");
    }

    @Test
    void resetOfOneStreamCancelsItUpstreamAndLeavesTheOtherAlone() throws Exception {
        String id = RequestIds.next();
        Call cancelled = send(id, Chats.streamed("sim-chat", "Raconte.", "\"tokens\":3000"));
        Call other = send(RequestIds.next(), Chats.streamed("sim-chat", "Raconte.", "\"tokens\":60"));
        await().until(() -> cancelled.events() > 3 && other.events() > 3);

        long left = System.currentTimeMillis();
        cancelled.request().reset(CANCEL);

        JournalEntry entry =
                simulator.journal().await(id, received -> received.finishedAt().isPresent());
        assertThat(entry.cancelled()).isTrue();
        assertThat(entry.finishedAt().orElseThrow() - left).isLessThan(1_000);
        assertThat(gateway.usage().await(id).path("result").asString()).isEqualTo("cancelled");
        assertThat(other.whole()).endsWith("data: [DONE]\n\n");
        assertThat(cancelled.response().request().connection())
                .isSameAs(other.response().request().connection());
    }

    /** A call whose answer is on its way. */
    private record Call(
            HttpClientRequest request, HttpClientResponse response, Buffer received, CompletableFuture<Void> end) {

        int events() {
            synchronized (received) {
                return Events.of(received.toString()).size();
            }
        }

        /** Waits for the end. */
        String whole() throws Exception {
            end.get(LIMIT_SECONDS, SECONDS);
            synchronized (received) {
                return received.toString();
            }
        }
    }

    private Call send(String id, String body) throws Exception {
        Future<Call> call = client.request(
                        HttpMethod.POST, gateway.url().getPort(), gateway.url().getHost(), Chats.PATH)
                .compose(request -> request.putHeader("Authorization", "Bearer " + gateway.key(DemoKey.AGENT))
                        .putHeader("Content-Type", "application/json")
                        .putHeader("X-Request-Id", id)
                        .send(body)
                        .map(response -> receive(request, response)));
        return call.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, SECONDS);
    }

    private static Call receive(HttpClientRequest request, HttpClientResponse response) {
        Call call = new Call(request, response, Buffer.buffer(), new CompletableFuture<>());
        response.handler(piece -> {
            synchronized (call.received()) {
                call.received().appendBuffer(piece);
            }
        });
        response.exceptionHandler(call.end()::completeExceptionally);
        response.endHandler(_ -> call.end().complete(null));
        return call;
    }
}
