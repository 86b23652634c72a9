package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.contract.Contracts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which operations each flow of one load serves: the one that it names, or with {@code *} all of an API that no flow
 * names.
 */
final class Selection {

    private final Contracts contracts;
    private final Set<ContractOperation> named = new HashSet<>();

    Selection(Contracts contracts, List<FlowDefinition> flows) {
        this.contracts = contracts;
        flows.stream()
                .filter(flow -> !selectsAll(flow))
                .forEach(flow -> named.addAll(contracts.select(flow.selector())));
    }

    /** What a flow serves; nothing if there is no such operation. */
    List<ContractOperation> of(FlowDefinition flow) {
        List<ContractOperation> selected = contracts.select(flow.selector());
        return selectsAll(flow)
                ? selected.stream()
                        .filter(operation -> !named.contains(operation))
                        .toList()
                : selected;
    }

    private static boolean selectsAll(FlowDefinition flow) {
        return flow.selector().endsWith("/*");
    }
}
