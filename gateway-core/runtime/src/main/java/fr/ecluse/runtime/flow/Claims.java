package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.contract.Contract.Listener;
import fr.ecluse.runtime.contract.ContractOperation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which flow serves what, among the flows of one load: no two may serve one method and path. */
final class Claims {

    private record Place(Listener listener, String method, String path) {}

    private final Map<Place, String> flows = new HashMap<>();

    /**
     * Notes what a flow serves.
     *
     * @throws FlowException if something serves that already
     */
    void claim(String flow, List<ContractOperation> operations) {
        for (ContractOperation operation : operations) {
            for (String path : operation.paths()) {
                String anyNames = path.replaceAll("\\{[^/]*}", "{}");
                String other =
                        flows.putIfAbsent(new Place(operation.terms().listener(), operation.method(), anyNames), flow);
                if (other != null) {
                    throw new FlowException(
                            flow, operation.method() + " " + path + " is served already, by flow " + other);
                }
            }
        }
    }
}
