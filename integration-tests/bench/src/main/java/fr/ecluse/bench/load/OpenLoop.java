package fr.ecluse.bench.load;

import fr.ecluse.bench.server.ChatExample;
import fr.ecluse.bench.server.ChatServer;
import fr.ecluse.bench.stats.MeasurementException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends chat requests at a fixed rate, whether or not earlier ones have been answered, and measures from the moment when
 * each was due. A server that stalls is charged for all requests that it kept waiting (no coordinated omission).
 */
public final class OpenLoop implements AutoCloseable {
    private static final int POOL = 256;
    private static final int OK = 200;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(POOL));
    private final Context context = vertx.getOrCreateContext();
    private final Buffer body = Buffer.buffer(ChatExample.request());

    /**
     * Sends requests, and waits until all have been answered.
     *
     * @param perSecond requests that are due in a second, evenly spaced
     * @throws MeasurementException if a request was not answered with 200
     */
    public LatencyResult run(ChatServer server, int perSecond, Duration duration)
            throws MeasurementException, InterruptedException {
        RequestOptions options = options(server);
        int count = Math.toIntExact(perSecond * duration.toSeconds());
        long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        Histogram nanos = new Histogram(SIGNIFICANT_DIGITS);
        AtomicLong failures = new AtomicLong();
        CountDownLatch open = new CountDownLatch(count);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * interval;
            awaitUntil(due);
            context.runOnContext(_ -> send(options).onComplete(sent -> {
                if (sent.succeeded()) {
                    nanos.recordValue(System.nanoTime() - due);
                } else {
                    failures.incrementAndGet();
                }
                open.countDown();
            }));
        }
        boolean all = open.await(2 * REQUEST_LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!all || failures.get() > 0) {
            throw new MeasurementException("%s: of %d requests at %d/s %d failed and %d were not answered"
                    .formatted(server.name(), count, perSecond, failures.get(), open.getCount()));
        }
        return LatencyResult.of(nanos);
    }

    private static RequestOptions options(ChatServer server) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(server.headers());
        headers.set("Content-Type", "application/json");
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(server.chat().toString())
                .setHeaders(headers)
                .setTimeout(REQUEST_LIMIT.toMillis());
    }

    private Future<Buffer> send(RequestOptions options) {
        return client.request(options)
                .compose(request -> request.send(body))
                .compose(response -> response.statusCode() == OK
                        ? response.body()
                        : Future.failedFuture("status " + response.statusCode()));
    }

    private static void awaitUntil(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
