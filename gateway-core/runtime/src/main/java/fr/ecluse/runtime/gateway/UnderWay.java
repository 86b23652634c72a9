package fr.ecluse.runtime.gateway;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The exchanges that were under way at one moment, for whoever wants to close what they use. Exchanges that began later
 * are not among them.
 */
public final class UnderWay {

    /** How long exchanges that were cancelled may take to complete. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** One exchange, from its first byte until its last policy has seen the end of it. */
    record Running(HttpServerRequest request, Context eventLoop, CountDownLatch end) {}

    private final List<Running> exchanges;

    UnderWay(Collection<Running> exchanges) {
        this.exchanges = List.copyOf(exchanges);
    }

    /** Waits until they are complete; their own limit of time bounds it. */
    public void await() throws InterruptedException {
        for (Running exchange : exchanges) {
            exchange.end().await();
        }
    }

    /**
     * Waits until they are complete; those that take longer are cancelled, as if their callers had left, and are given
     * a few seconds to complete.
     *
     * @param patience after which they are cancelled
     * @return how many are not complete even so
     */
    public int end(Duration patience) throws InterruptedException {
        if (!await(patience)) {
            cancel();
            await(GRACE);
        }
        return (int) exchanges.stream()
                .filter(exchange -> exchange.end().getCount() > 0)
                .count();
    }

    private boolean await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Running exchange : exchanges) {
            if (!exchange.end().await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Breaks off the answers of those that have not written theirs; the rest is what follows when a caller leaves. */
    void cancel() {
        for (Running exchange : exchanges) {
            if (exchange.end().getCount() > 0) {
                exchange.eventLoop()
                        .runOnContext(_ -> exchange.request().response().reset());
            }
        }
    }
}
