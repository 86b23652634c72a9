package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.policy.PolicyStep;
import java.util.List;

/**
 * A flow and the Camel route that runs it.
 *
 * @param id of the Camel route; a flow that was loaded again has another one each time
 * @param selector what the route takes in, as in the file
 * @param steps as they were checked
 */
record Route(String id, String selector, List<StepDefinition> steps, Flow flow) {

    /** The same one with other policies. */
    Route with(List<PolicyStep> others) {
        return new Route(id, selector, steps, flow.with(others));
    }
}
