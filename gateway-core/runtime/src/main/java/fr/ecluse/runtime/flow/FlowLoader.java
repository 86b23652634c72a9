package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.NamedText;
import fr.ecluse.runtime.contract.Contracts;
import fr.ecluse.runtime.flow.StepDefinition.PolicyRef;
import fr.ecluse.runtime.gate.Floor;
import fr.ecluse.runtime.gateway.GatewayComponent;
import fr.ecluse.runtime.gateway.UnderWay;
import fr.ecluse.runtime.policy.PolicyStep;
import fr.ecluse.runtime.reload.Reloadable.Prepared;
import fr.ecluse.spi.StepName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the files of a routes folder into Camel routes that run. Camel gets exactly the steps that were checked: the
 * model of a route is built from them, not read a second time. Thread-safe.
 */
public final class FlowLoader {

    private static final Logger LOG = LoggerFactory.getLogger(FlowLoader.class);

    /** How long Camel may take for a route on which nothing is under way. */
    private static final int STOP_SECONDS = 1;

    /** How long policies that were replaced may take to close when the gateway stops. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** Makes the policy for one step of one flow. */
    @FunctionalInterface
    public interface StepMaker {

        /**
         * @throws RuntimeException if there is no such policy, or it cannot work with its options
         */
        PolicyStep make(String flow, StepName step);
    }

    /** Says what takes the place of a policy that runs. */
    @FunctionalInterface
    public interface StepRemaker {

        /**
         * @return the present policy if it goes on as it is
         * @throws RuntimeException if the other one cannot work with its options
         */
        PolicyStep remake(String flow, PolicyStep present);
    }

    private final CamelContext camel;
    private final GatewayComponent gateway;
    private final Contracts contracts;
    private final Floor floor;
    private final Set<Thread> closing = ConcurrentHashMap.newKeySet();

    /** Held while what runs is changed; not while the former drains, which may take long. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile List<Route> running = List.of();
    private StepMaker maker;
    private int generation;

    public FlowLoader(CamelContext camel, GatewayComponent gateway, Contracts contracts, Floor floor, StepMaker maker) {
        this.camel = camel;
        this.gateway = gateway;
        this.contracts = contracts;
        this.floor = floor;
        this.maker = maker;
    }

    /** The flows that run. */
    public List<Flow> flows() {
        return running.stream().map(Route::flow).toList();
    }

    /**
     * Makes the running flows those of these files: all are checked, then started beside the former ones, and then take
     * over together. The former ones end with their last exchange, or are ended after Camel's shutdown timeout; this
     * waits for it.
     *
     * @throws FlowException if one may not start; then all stays as it was
     */
    public void load(List<NamedText> files) throws Exception {
        List<Route> before;
        changing.lock();
        try {
            generation++;
            List<Route> next = new FlowMaker(camel, contracts, floor, maker, generation).make(files);
            start(next);
            before = running;
            takeOver(next);
        } finally {
            changing.unlock();
        }
        stop(before);
    }

    /**
     * Makes policies of the running flows anew. Nothing else changes what runs until the result is swapped or discarded,
     * by this same thread. Exchanges under way keep the policies that they began with.
     *
     * @param next makes the policies of flows that are loaded later
     * @throws RuntimeException if a policy cannot be as it should; then all stays as it was
     */
    public Prepared remake(StepRemaker remaker, StepMaker next) {
        changing.lock();
        NewPolicies made = new NewPolicies();
        boolean complete = false;
        try {
            List<Route> after = new ArrayList<>();
            for (Route route : running) {
                after.add(remake(route, remaker, made));
            }
            made.prepare();
            complete = true;
            return new Remade(after, next, made);
        } finally {
            if (!complete) {
                changing.unlock();
                made.close();
            }
        }
    }

    /** Policies that are ready to take over. */
    private final class Remade implements Prepared {

        private final List<Route> routes;
        private final StepMaker next;
        private final NewPolicies made;

        private Remade(List<Route> routes, StepMaker next, NewPolicies made) {
            this.routes = routes;
            this.next = next;
            this.made = made;
        }

        @Override
        public void swap() {
            try {
                maker = next;
                swapPolicies(routes);
            } finally {
                changing.unlock();
            }
        }

        @Override
        public void discard() {
            changing.unlock();
            made.close();
        }
    }

    private Route remake(Route route, StepRemaker remaker, NewPolicies made) {
        Flow flow = route.flow();
        List<PolicyStep> steps = new ArrayList<>();
        for (PolicyStep present : flow.steps()) {
            PolicyStep step = remaker.remake(flow.id(), present);
            steps.add(step == present ? present : made.add(step, flow.operations()));
        }
        new ClosedSteps(floor).require(flow.id(), flow.operations(), steps);
        return steps.equals(flow.steps()) ? route : route.with(steps);
    }

    private void swapPolicies(List<Route> after) {
        List<PolicyStep> replaced = new ArrayList<>();
        running.forEach(route -> replaced.addAll(route.flow().steps()));
        after.forEach(route -> replaced.removeAll(route.flow().steps()));
        after.forEach(route -> gateway.announce(route.id(), route.flow()));
        running = after;
        if (!replaced.isEmpty()) {
            UnderWay begunBefore = gateway.underWay(ids(after));
            Thread closer =
                    Thread.ofVirtual().name("ecluse-policy-closer").unstarted(() -> close(replaced, begunBefore));
            closing.add(closer);
            closer.start();
        }
    }

    private void close(List<PolicyStep> replaced, UnderWay users) {
        try {
            users.await();
        } catch (InterruptedException e) {
            // the gateway stops and has waited long enough
        }
        replaced.forEach(PolicyStep::close);
        closing.remove(Thread.currentThread());
    }

    /**
     * Stops all flows, each when its last exchange is complete. Exchanges that are not after Camel's shutdown timeout
     * are cancelled; policies are closed when all have completed, or a few seconds later.
     */
    public void stopAll() {
        List<Route> before;
        changing.lock();
        try {
            before = running;
            takeOver(List.of());
        } finally {
            changing.unlock();
        }
        stop(before);
        for (Thread closer : closing) {
            awaitEnd(closer);
        }
    }

    private static void awaitEnd(Thread closer) {
        try {
            if (!closer.join(CLOSING)) {
                closer.interrupt();
            }
        } catch (InterruptedException e) {
            closer.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void takeOver(List<Route> next) {
        gateway.serve(ids(next));
        running = next;
    }

    private static List<String> ids(Collection<Route> routes) {
        return routes.stream().map(Route::id).toList();
    }

    /** Starts all of them, or none; they take no requests yet. */
    private void start(List<Route> routes) throws Exception {
        try {
            for (Route route : routes) {
                start(route);
            }
        } catch (Exception e) {
            stop(routes);
            throw e;
        }
    }

    private void start(Route route) throws Exception {
        RouteDefinition definition = new RouteDefinition();
        definition.setId(route.id());
        definition.from("gateway:" + route.selector());
        definition.setErrorHandlerFactory(new NoErrorHandlerBuilder());
        for (StepDefinition step : route.steps()) {
            ToDefinition to = new ToDefinition(step.uri());
            to.setId(route.id() + "/" + nodeName(step));
            definition.addOutput(to);
        }
        gateway.announce(route.id(), route.flow());
        ((ModelCamelContext) camel).addRouteDefinition(definition);
    }

    private static String nodeName(StepDefinition step) {
        return step instanceof PolicyRef policy ? policy.step().toString() : step.uri();
    }

    /** Stops routes that take no more requests, all when the last exchange on any of them is complete. */
    private void stop(List<Route> routes) {
        boolean interrupted = drain(routes);
        for (Route route : routes) {
            try {
                camel.getRouteController().stopRoute(route.id(), STOP_SECONDS, TimeUnit.SECONDS);
                camel.removeRoute(route.id());
            } catch (Exception e) {
                LOG.warn("flow {} did not stop: {}", route.id(), e.toString());
            }
            gateway.forget(route.id());
            route.flow().close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether the thread was interrupted meanwhile; then exchanges had only a few seconds */
    private boolean drain(List<Route> routes) {
        UnderWay exchanges = gateway.underWay(ids(routes));
        boolean interrupted = false;
        Duration patience = Duration.of(
                camel.getShutdownStrategy().getTimeout(),
                camel.getShutdownStrategy().getTimeUnit().toChronoUnit());
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                int left = exchanges.end(patience);
                if (left > 0) {
                    LOG.warn("{} exchanges did not end, their policies are closed all the same", left);
                }
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
                patience = Duration.ZERO;
            }
        }
        return interrupted;
    }
}
