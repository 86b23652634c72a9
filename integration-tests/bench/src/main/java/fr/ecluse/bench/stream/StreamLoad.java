package fr.ecluse.bench.stream;

import fr.ecluse.bench.server.ChatExample;
import fr.ecluse.bench.stream.StreamReport.Delays;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Opens all streams of a plan, each on a connection of its own, and gathers what they saw. Everything runs on one event
 * loop, which the Vert.x instance must therefore be limited to.
 */
final class StreamLoad {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double MICROS_IN_MILLI = 1000;

    private final Vertx vertx;
    private final StreamPlan plan;
    private final HttpClient client;
    private final RequestOptions options;
    private final Buffer body;
    private final Promise<StreamReport> report = Promise.promise();
    private final Histogram firstTokenMicros = new Histogram(SIGNIFICANT_DIGITS);
    private final Histogram eventDelayMicros = new Histogram(SIGNIFICANT_DIGITS);
    private final Map<String, Integer> broken = new HashMap<>();
    private int open;
    private long events;
    private long lost;
    private long duplicated;
    private long reordered;
    private long unknown;

    StreamLoad(Vertx vertx, StreamPlan plan) {
        this.vertx = vertx;
        this.plan = plan;
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(plan.streams()));
        this.options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(plan.url().toString())
                .setHeaders(MultiMap.caseInsensitiveMultiMap()
                        .addAll(plan.headers())
                        .set("Content-Type", "application/json")
                        .set("Accept", "text/event-stream"));
        this.body = Buffer.buffer(ChatExample.streamedRequest(plan.events()));
    }

    /** Call once. */
    Future<StreamReport> run() {
        vertx.runOnContext(_ -> {
            open = plan.streams();
            double gapMillis = plan.ramp().toMillis() / (double) plan.streams();
            for (int i = 0; i < plan.streams(); i++) {
                vertx.setTimer(1 + Math.round(i * gapMillis), _ -> openStream());
            }
        });
        return report.future();
    }

    private void openStream() {
        StreamClient stream = new StreamClient(plan.events(), firstTokenMicros, eventDelayMicros);
        long limit = vertx.setTimer(plan.limit().toMillis(), _ -> stream.fail("not ended in time"));
        client.request(options)
                .compose(request -> request.send(body))
                .onSuccess(stream::read)
                .onFailure(stream::fail);
        stream.end().onComplete(ended -> {
            vertx.cancelTimer(limit);
            count(stream.check());
            if (ended.failed()) {
                broken.merge(String.valueOf(ended.cause().getMessage()), 1, Integer::sum);
            }
            open--;
            if (open == 0) {
                client.close();
                report.complete(report());
            }
        });
    }

    private void count(StreamCheck check) {
        events += check.received();
        lost += check.lost();
        duplicated += check.duplicated();
        reordered += check.reordered();
        unknown += check.unknown();
    }

    private StreamReport report() {
        return new StreamReport(
                plan.streams(),
                events,
                lost,
                duplicated,
                reordered,
                unknown,
                broken,
                delays(firstTokenMicros),
                delays(eventDelayMicros));
    }

    private static Delays delays(Histogram micros) {
        return new Delays(
                micros.getValueAtPercentile(50) / MICROS_IN_MILLI,
                micros.getValueAtPercentile(99) / MICROS_IN_MILLI,
                micros.getMaxValue() / MICROS_IN_MILLI);
    }
}
