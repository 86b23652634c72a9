package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.flow.Flow;
import fr.ecluse.runtime.gate.Generation;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code gateway:<api>/<operationId>} or {@code gateway:<api>/*}: where flows begin. A route that has started takes
 * requests once it is among those that are {@linkplain #serve served}.
 */
public final class GatewayComponent extends DefaultComponent {

    private final Mounts mounts;
    private final HttpLimits limits;
    private final Watchdog watchdog;
    private final Supplier<Generation> generations;
    private final MeterRegistry meters;
    private final OpenStreams streams;
    private final Map<String, Flow> byRoute = new ConcurrentHashMap<>();

    /** Guards what follows. */
    private final Object lock = new Object();

    private final Map<String, GatewayConsumer> started = new HashMap<>();
    private Set<String> served = Set.of();

    public GatewayComponent(
            Mounts mounts,
            HttpLimits limits,
            Watchdog watchdog,
            Supplier<Generation> generations,
            MeterRegistry meters) {
        this.mounts = mounts;
        this.limits = limits;
        this.watchdog = watchdog;
        this.generations = generations;
        this.meters = meters;
        this.streams = new OpenStreams(meters);
    }

    /**
     * Says which checked flow a Camel route runs; a route that nobody announced does not start. For a route that runs
     * already, exchanges that begin from now on belong to that flow, which has the same operations and other policies.
     */
    public void announce(String routeId, Flow flow) {
        byRoute.put(routeId, flow);
    }

    /** Forgets a route that has stopped. */
    public void forget(String routeId) {
        byRoute.remove(routeId);
    }

    /** Has these routes take requests, and no others, from one moment to the next. Their operations do not overlap. */
    public void serve(Collection<String> routeIds) {
        synchronized (lock) {
            served = Set.copyOf(routeIds);
            mount();
        }
    }

    /** The exchanges of these routes that are under way. */
    public UnderWay underWay(Collection<String> routeIds) {
        List<UnderWay.Running> exchanges = new ArrayList<>();
        synchronized (lock) {
            for (String routeId : routeIds) {
                GatewayConsumer consumer = started.get(routeId);
                if (consumer != null) {
                    exchanges.addAll(consumer.running());
                }
            }
        }
        return new UnderWay(exchanges);
    }

    void started(GatewayConsumer consumer) {
        synchronized (lock) {
            started.put(consumer.getRouteId(), consumer);
            mount();
        }
    }

    void stopped(GatewayConsumer consumer) {
        synchronized (lock) {
            if (started.remove(consumer.getRouteId(), consumer)) {
                mount();
                consumer.open(false);
            }
        }
    }

    /** Opens before requests can come, and closes when they find their way elsewhere. */
    private void mount() {
        List<GatewayConsumer> serving = new ArrayList<>();
        List<GatewayConsumer> others = new ArrayList<>();
        started.forEach((routeId, consumer) -> (served.contains(routeId) ? serving : others).add(consumer));
        serving.forEach(consumer -> consumer.open(true));
        mounts.replace(serving);
        others.forEach(consumer -> consumer.open(false));
    }

    Flow flowOf(String routeId) {
        Flow flow = byRoute.get(routeId);
        if (flow == null) {
            throw new IllegalStateException("route " + routeId + " is no flow that was checked");
        }
        return flow;
    }

    ExchangeRunner runner(GatewayConsumer consumer) {
        return new ExchangeRunner(consumer, limits, watchdog, generations, streams, meters);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new GatewayEndpoint(uri, this);
    }
}
