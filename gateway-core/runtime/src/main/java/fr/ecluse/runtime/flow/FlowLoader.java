package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.NamedText;
import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.contract.Contracts;
import fr.ecluse.runtime.flow.StepDefinition.PolicyRef;
import fr.ecluse.runtime.gate.Floor;
import fr.ecluse.runtime.gateway.GatewayComponent;
import fr.ecluse.runtime.policy.FailureMode;
import fr.ecluse.runtime.policy.PolicyStep;
import fr.ecluse.spi.StepName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * Turns the files of a routes folder into Camel routes that run. Camel gets exactly the steps that were checked: the
 * model of a route is built from them, not read a second time.
 */
public final class FlowLoader {

    /** Makes the policy for one step of one flow. */
    @FunctionalInterface
    public interface StepMaker {

        /**
         * @throws RuntimeException if there is no such policy, or it cannot work with its options
         */
        PolicyStep make(String flow, StepName step, List<ContractOperation> operations);
    }

    /** A flow ready to start. */
    private record Prepared(Flow flow, String selector, List<StepDefinition> steps) {}

    private final CamelContext camel;
    private final GatewayComponent gateway;
    private final Contracts contracts;
    private final Floor floor;
    private final StepMaker maker;
    private final Map<Flow, String> routeIds = new HashMap<>();
    private volatile Map<String, Flow> running = Map.of();
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
        return List.copyOf(running.values());
    }

    /**
     * Makes the running flows those of these files. All are checked before any is touched; then each takes over from
     * its former version, which ends with its last exchange.
     *
     * @throws FlowException if one may not start; then all stays as it was
     */
    public synchronized void load(List<NamedText> files) throws Exception {
        Map<String, Prepared> next = prepare(files);
        generation++;
        Map<String, Flow> before = running;
        Map<String, Flow> after = new LinkedHashMap<>();
        for (Map.Entry<String, Prepared> entry : next.entrySet()) {
            start(entry.getValue());
            after.put(entry.getKey(), entry.getValue().flow());
        }
        running = after;
        for (Flow old : before.values()) {
            stop(old);
        }
    }

    /** Stops all flows, each when its last exchange is complete. */
    public synchronized void stopAll() throws Exception {
        Map<String, Flow> before = running;
        running = Map.of();
        for (Flow flow : before.values()) {
            stop(flow);
        }
    }

    private Map<String, Prepared> prepare(List<NamedText> files) {
        FlowReader.Definitions definitions = FlowReader.read(files);
        Map<String, TemplateDefinition> templates = new HashMap<>();
        for (TemplateDefinition template : definitions.templates()) {
            if (templates.put(template.id(), template) != null) {
                throw new FlowException(template.id(), "another template has this id");
            }
        }
        FlowChecker checker = new FlowChecker(floor, templates);
        Map<String, Prepared> prepared = new LinkedHashMap<>();
        try {
            for (FlowDefinition definition : definitions.flows()) {
                Prepared flow = prepare(definition, checker);
                if (prepared.put(definition.id(), flow) != null) {
                    throw new FlowException(definition.id(), "another flow has this id");
                }
            }
        } catch (RuntimeException e) {
            prepared.values().forEach(made -> made.flow().close());
            throw e;
        }
        return prepared;
    }

    private Prepared prepare(FlowDefinition definition, FlowChecker checker) {
        List<ContractOperation> operations = contracts.select(definition.selector());
        List<StepDefinition> steps = checker.check(definition, operations);
        List<PolicyStep> policies = new ArrayList<>();
        try {
            for (StepDefinition step : steps) {
                if (step instanceof PolicyRef policy) {
                    policies.add(maker.make(definition.id(), policy.step(), operations));
                }
            }
            requireClosed(definition, policies);
        } catch (RuntimeException e) {
            policies.forEach(PolicyStep::close);
            throw e;
        }
        String target = steps.getLast().uri();
        return new Prepared(new Flow(definition.id(), operations, policies, target), definition.selector(), steps);
    }

    /** A required step that lets requests pass when it fails would be no requirement. */
    private void requireClosed(FlowDefinition definition, List<PolicyStep> policies) {
        for (PolicyStep policy : policies) {
            boolean required = floor.required().values().stream()
                    .flatMap(List::stream)
                    .anyMatch(step -> policy.name().satisfies(step));
            if (required && policy.options().failure() == FailureMode.OPEN) {
                throw new FlowException(
                        definition.id(), "policy:" + policy.name() + " is required, so it cannot be failure: open");
            }
        }
    }

    private void start(Prepared prepared) throws Exception {
        Flow flow = prepared.flow();
        String routeId = generation == 1 ? flow.id() : flow.id() + "@" + generation;
        RouteDefinition route = new RouteDefinition();
        route.setId(routeId);
        route.from("gateway:" + prepared.selector());
        route.setErrorHandlerFactory(new NoErrorHandlerBuilder());
        for (StepDefinition step : prepared.steps()) {
            ToDefinition to = new ToDefinition(step.uri());
            to.setId(routeId + "/" + nodeName(step));
            route.addOutput(to);
        }
        gateway.announce(routeId, flow);
        ((ModelCamelContext) camel).addRouteDefinition(route);
        routeIds.put(flow, routeId);
    }

    private static String nodeName(StepDefinition step) {
        return step instanceof PolicyRef policy ? policy.step().toString() : step.uri();
    }

    private void stop(Flow flow) throws Exception {
        String routeId = routeIds.remove(flow);
        if (routeId != null) {
            camel.getRouteController().stopRoute(routeId);
            camel.removeRoute(routeId);
            gateway.forget(routeId);
        }
        flow.close();
    }
}
