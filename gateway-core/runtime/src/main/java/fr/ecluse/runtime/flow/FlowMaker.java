package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.NamedText;
import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.contract.Contracts;
import fr.ecluse.runtime.flow.FlowLoader.StepMaker;
import fr.ecluse.runtime.flow.StepDefinition.PolicyRef;
import fr.ecluse.runtime.gate.Floor;
import fr.ecluse.runtime.policy.PolicyStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * Makes flows of the files of a routes folder, once: checks them together, makes their policies and has these prepare.
 * Nothing runs yet.
 */
final class FlowMaker {

    private final CamelContext camel;
    private final Contracts contracts;
    private final Floor floor;
    private final ClosedSteps closed;
    private final StepMaker maker;
    private final int version;

    /**
     * @param version of the flows, from 1; Camel has those of two versions at the same time
     */
    FlowMaker(CamelContext camel, Contracts contracts, Floor floor, StepMaker maker, int version) {
        this.camel = camel;
        this.contracts = contracts;
        this.floor = floor;
        this.closed = new ClosedSteps(floor);
        this.maker = maker;
        this.version = version;
    }

    /**
     * Makes all of these files' flows, ready to start.
     *
     * @throws FlowException if one is not as it should be; then nothing of them is left
     */
    List<Route> make(List<NamedText> files) {
        FlowReader.Definitions definitions = FlowReader.read(files);
        Map<String, TemplateDefinition> templates = new HashMap<>();
        for (TemplateDefinition template : definitions.templates()) {
            if (templates.put(template.id(), template) != null) {
                throw new FlowException(template.id(), "another template has this id");
            }
        }
        FlowChecker checker = new FlowChecker(floor, templates);
        Selection selection = new Selection(contracts, definitions.flows());
        Claims claims = new Claims();
        Set<String> ids = new HashSet<>();
        List<Route> routes = new ArrayList<>();
        NewPolicies policies = new NewPolicies();
        try {
            for (FlowDefinition definition : definitions.flows()) {
                if (!ids.add(definition.id())) {
                    throw new FlowException(definition.id(), "another flow has this id");
                }
                List<ContractOperation> operations = selection.of(definition);
                claims.claim(definition.id(), operations);
                routes.add(make(definition, operations, checker, policies));
            }
            policies.prepare();
        } catch (RuntimeException e) {
            policies.close();
            throw e;
        }
        return routes;
    }

    private Route make(
            FlowDefinition definition, List<ContractOperation> operations, FlowChecker checker, NewPolicies policies) {
        List<StepDefinition> steps = checker.check(definition, operations);
        String target = steps.getLast().uri();
        requireTarget(definition, target);
        List<PolicyStep> own = new ArrayList<>();
        for (StepDefinition step : steps) {
            if (step instanceof PolicyRef policy) {
                own.add(policies.add(maker.make(definition.id(), policy.step()), operations));
            }
        }
        closed.require(definition.id(), operations, own);
        String routeId = version == 1 ? definition.id() : definition.id() + "@" + version;
        return new Route(routeId, definition.selector(), steps, new Flow(definition.id(), operations, own, target));
    }

    /** Makes the target's endpoint, which the component refuses if there is nothing of that name. */
    private void requireTarget(FlowDefinition definition, String target) {
        try {
            camel.getEndpoint(target);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new FlowException(definition.id(), "cannot end in " + target + ": " + cause.getMessage());
        }
    }
}
