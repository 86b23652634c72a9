package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.policy.PolicyStep;
import fr.ecluse.spi.StepName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A flow that runs: the operations it serves, and the policies made for it. Immutable. */
public final class Flow implements AutoCloseable {

    private final String id;
    private final String target;
    private final List<ContractOperation> operations;
    private final Map<StepName, PolicyStep> steps;

    Flow(String id, List<ContractOperation> operations, List<PolicyStep> steps, String target) {
        this.id = id;
        this.target = target;
        this.operations = List.copyOf(operations);
        this.steps = new LinkedHashMap<>();
        steps.forEach(step -> this.steps.put(step.name(), step));
    }

    /** The id written in the flow's file. */
    public String id() {
        return id;
    }

    /** The URI of the step in which it ends. */
    public String target() {
        return target;
    }

    /** Whether it ends at a model. */
    public boolean endsAtModel() {
        return target.startsWith("model:");
    }

    public List<ContractOperation> operations() {
        return operations;
    }

    /** Its policies, in order. */
    public List<PolicyStep> steps() {
        return List.copyOf(steps.values());
    }

    /** The same flow with other policies for its steps. */
    Flow with(List<PolicyStep> others) {
        return new Flow(id, operations, others, target);
    }

    /** The policy made for a step of this flow. */
    public Optional<PolicyStep> step(StepName name) {
        return Optional.ofNullable(steps.get(name));
    }

    /** Closes its policies; called when its last exchange is complete. */
    @Override
    public void close() {
        steps.values().forEach(PolicyStep::close);
    }
}
