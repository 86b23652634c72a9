package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.flow.Flow;
import fr.ecluse.spi.RequestHead;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of one flow: mounts the flow's operations, and starts a virtual thread for each request that comes.
 * Stays until its last exchange is complete.
 */
public final class GatewayConsumer extends DefaultConsumer implements ShutdownAware {

    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("exchange-", 0).factory();

    private final GatewayComponent component;
    private final AtomicInteger inFlight = new AtomicInteger();
    private @Nullable Flow flow;
    private @Nullable ExchangeRunner runner;

    GatewayConsumer(GatewayEndpoint endpoint, Processor processor, GatewayComponent component) {
        super(endpoint, processor);
        this.component = component;
    }

    Flow flow() {
        return Objects.requireNonNull(flow, "the consumer has not started");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        flow = component.flowOf(getRouteId());
        runner = component.runner(this);
        component.mounts().mount(flow().operations(), this);
    }

    @Override
    protected void doStop() throws Exception {
        component.mounts().unmount(flow().operations(), this);
        super.doStop();
    }

    /** Serves one request; called on its event loop, returns at once. */
    void serve(ContractOperation operation, String id, RequestHead head, HttpServerRequest request, RequestBody body) {
        ExchangeRunner started = Objects.requireNonNull(runner, "the consumer has not started");
        long since = System.nanoTime();
        inFlight.incrementAndGet();
        THREADS.newThread(() -> {
                    try {
                        started.run(operation, id, head, request, body, since);
                    } finally {
                        inFlight.decrementAndGet();
                    }
                })
                .start();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false; // take nothing new, finish what is there
    }

    @Override
    public int getPendingExchangesSize() {
        return inFlight.get();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // nothing: Camel waits for getPendingExchangesSize() to come down
    }
}
