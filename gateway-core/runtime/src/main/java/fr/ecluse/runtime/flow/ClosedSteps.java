package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.gate.Floor;
import fr.ecluse.runtime.policy.FailureMode;
import fr.ecluse.runtime.policy.PolicyStep;
import fr.ecluse.spi.StepName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A required step that lets requests pass when it fails would be no requirement.
 *
 * @param floor what is required of every flow
 */
record ClosedSteps(Floor floor) {

    /**
     * Checks a flow's policies.
     *
     * @throws FlowException if one that its operations require is open
     */
    void require(String flow, List<ContractOperation> operations, List<PolicyStep> policies) {
        Set<StepName> required = new HashSet<>();
        floor.required().values().forEach(required::addAll);
        operations.forEach(operation -> required.addAll(operation.terms().requires()));
        for (PolicyStep policy : policies) {
            boolean open = policy.options().failure() == FailureMode.OPEN;
            if (open && required.stream().anyMatch(step -> policy.name().satisfies(step))) {
                throw new FlowException(
                        flow, "policy:" + policy.name() + " is required, so it cannot be failure: open");
            }
        }
    }
}
