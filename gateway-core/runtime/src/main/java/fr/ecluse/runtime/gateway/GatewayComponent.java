package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.flow.Flow;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code gateway:<api>/<operationId>} or {@code gateway:<api>/*}: where flows begin. */
public final class GatewayComponent extends DefaultComponent {

    private final Mounts mounts;
    private final HttpLimits limits;
    private final Watchdog watchdog;
    private final MeterRegistry meters;
    private final Map<String, Flow> byRoute = new ConcurrentHashMap<>();

    public GatewayComponent(Mounts mounts, HttpLimits limits, Watchdog watchdog, MeterRegistry meters) {
        this.mounts = mounts;
        this.limits = limits;
        this.watchdog = watchdog;
        this.meters = meters;
    }

    /** Says which checked flow a Camel route runs; a route that nobody announced does not start. */
    public void announce(String routeId, Flow flow) {
        byRoute.put(routeId, flow);
    }

    /** Forgets a route that has stopped. */
    public void forget(String routeId) {
        byRoute.remove(routeId);
    }

    Flow flowOf(String routeId) {
        Flow flow = byRoute.get(routeId);
        if (flow == null) {
            throw new IllegalStateException("route " + routeId + " is no flow that was checked");
        }
        return flow;
    }

    Mounts mounts() {
        return mounts;
    }

    ExchangeRunner runner(GatewayConsumer consumer) {
        return new ExchangeRunner(consumer, limits, watchdog, meters);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new GatewayEndpoint(uri, this);
    }
}
