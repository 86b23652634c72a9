package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.flow.Flow;
import fr.ecluse.spi.RequestHead;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of one flow: starts a virtual thread for each request to the flow's operations. Stays until its last
 * exchange is complete.
 */
public final class GatewayConsumer extends DefaultConsumer implements ShutdownAware {

    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("exchange-", 0).factory();

    private final GatewayComponent component;
    private final Set<UnderWay.Running> running = ConcurrentHashMap.newKeySet();
    private volatile boolean open;
    private @Nullable ExchangeRunner runner;

    GatewayConsumer(GatewayEndpoint endpoint, Processor processor, GatewayComponent component) {
        super(endpoint, processor);
        this.component = component;
    }

    /** The flow that an exchange which begins now belongs to. */
    Flow flow() {
        return component.flowOf(getRouteId());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        runner = component.runner(this);
        component.started(this);
    }

    @Override
    protected void doStop() throws Exception {
        component.stopped(this);
        super.doStop();
    }

    /** Says whether it takes requests. */
    void open(boolean now) {
        open = now;
    }

    /**
     * Serves one request; called on its event loop, returns at once.
     *
     * @return false if this flow takes no more requests; whoever serves the operation now is to be asked
     */
    boolean serve(
            ContractOperation operation, String id, RequestHead head, HttpServerRequest request, RequestBody body) {
        ExchangeRunner started = Objects.requireNonNull(runner, "the consumer has not started");
        long since = System.nanoTime();
        UnderWay.Running exchange = new UnderWay.Running(request, body.context(), new CountDownLatch(1));
        running.add(exchange);
        if (!open) { // looked at after the exchange could be seen, so nobody closes the flow between the two
            end(exchange);
            return false;
        }
        THREADS.newThread(() -> {
                    try {
                        started.run(operation, id, head, request, body, since);
                    } finally {
                        end(exchange);
                    }
                })
                .start();
        return true;
    }

    private void end(UnderWay.Running exchange) {
        running.remove(exchange);
        exchange.end().countDown();
    }

    Set<UnderWay.Running> running() {
        return Set.copyOf(running);
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false; // take nothing new, finish what is there
    }

    @Override
    public int getPendingExchangesSize() {
        return running.size();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (forced) {
            new UnderWay(running()).cancel();
        }
    }
}
