package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.flow.StepDefinition.PolicyRef;
import fr.ecluse.runtime.flow.StepDefinition.TargetRef;
import fr.ecluse.runtime.flow.StepDefinition.TemplateRef;
import fr.ecluse.runtime.gate.Floor;
import fr.ecluse.spi.StepName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a flow before it is started: it serves something, ends in exactly one target, has no step twice, and reaches
 * the target only through every required step, access rules after the contract. The gate looks for the required steps
 * again on each request; this check is so that an author learns it at once.
 */
final class FlowChecker {

    private static final int MAX_NESTING = 10;

    private final Floor floor;
    private final Map<String, TemplateDefinition> templates;

    FlowChecker(Floor floor, Map<String, TemplateDefinition> templates) {
        this.floor = floor;
        this.templates = templates;
    }

    /**
     * Checks one flow.
     *
     * @param operations what its selector selects
     * @return its steps, templates resolved; the last one is the target
     * @throws FlowException if it may not start
     */
    List<StepDefinition> check(FlowDefinition flow, List<ContractOperation> operations) {
        if (operations.isEmpty()) {
            throw new FlowException(flow.id(), "no contract has the operation '" + flow.selector() + "'");
        }
        List<StepDefinition> steps = new ArrayList<>();
        expand(flow, flow.uris(), steps, 0);
        if (steps.isEmpty() || !(steps.getLast() instanceof TargetRef target)) {
            throw new FlowException(flow.id(), "must end in model:, connector: or builtin:");
        }
        List<StepName> policies = policies(flow, steps.subList(0, steps.size() - 1));
        checkOrder(flow, policies);
        for (ContractOperation operation : operations) {
            for (StepName required :
                    floor.forTarget(target.kind(), operation.terms().requires())) {
                if (policies.stream().noneMatch(step -> step.satisfies(required))) {
                    throw new FlowException(
                            flow.id(), "reaches " + target.uri() + " without the required step policy:" + required);
                }
            }
        }
        return steps;
    }

    /** Access rules judge the body, so they are asked about one that was read and checked. */
    private static void checkOrder(FlowDefinition flow, List<StepName> policies) {
        boolean checked = false;
        for (StepName step : policies) {
            checked |= step.policy().equals("contract");
            if (!checked && step.policy().equals("access")) {
                throw new FlowException(flow.id(), "has policy:" + step + " before policy:contract");
            }
        }
    }

    private void expand(FlowDefinition flow, List<String> uris, List<StepDefinition> into, int depth) {
        if (depth > MAX_NESTING) {
            throw new FlowException(flow.id(), "its templates use each other in a circle");
        }
        try {
            for (String uri : uris) {
                StepDefinition step = StepDefinition.ofUri(uri);
                if (step instanceof TemplateRef use) {
                    TemplateDefinition template = templates.get(use.template());
                    if (template == null) {
                        throw new FlowException(flow.id(), "there is no template '" + use.template() + "'");
                    }
                    expand(flow, template.with(use.parameters()), into, depth + 1);
                } else {
                    into.add(step);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new FlowException(flow.id(), String.valueOf(e.getMessage()));
        }
    }

    private static List<StepName> policies(FlowDefinition flow, List<StepDefinition> steps) {
        Set<StepName> seen = new HashSet<>();
        List<StepName> policies = new ArrayList<>();
        for (StepDefinition step : steps) {
            if (!(step instanceof PolicyRef policy)) {
                throw new FlowException(flow.id(), "has steps after " + step.uri());
            }
            if (!seen.add(policy.step())) {
                throw new FlowException(flow.id(), "has policy:" + policy.step() + " twice");
            }
            policies.add(policy.step());
        }
        return policies;
    }
}
