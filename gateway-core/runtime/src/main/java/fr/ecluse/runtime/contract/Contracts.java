package fr.ecluse.runtime.contract;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contracts that are served, by API id. Immutable. */
public final class Contracts {

    private final Map<String, Contract> byId;

    private Contracts(Map<String, Contract> byId) {
        this.byId = byId;
    }

    /**
     * Puts contracts together.
     *
     * @throws ContractException if two have the same id
     */
    public static Contracts of(Collection<Contract> contracts) {
        Map<String, Contract> byId = new LinkedHashMap<>();
        for (Contract contract : contracts) {
            if (byId.put(contract.id(), contract) != null) {
                throw new ContractException(contract.title(), "another contract has the id '" + contract.id() + "'");
            }
        }
        return new Contracts(byId);
    }

    public Collection<Contract> all() {
        return List.copyOf(byId.values());
    }

    /**
     * The operations that a flow names.
     *
     * @param selector {@code <api>/<operationId>} or {@code <api>/*}
     * @return none if there is no such operation
     */
    public List<ContractOperation> select(String selector) {
        int slash = selector.indexOf('/');
        Optional<Contract> contract =
                slash < 0 ? Optional.empty() : Optional.ofNullable(byId.get(selector.substring(0, slash)));
        if (contract.isEmpty()) {
            return List.of();
        }
        String id = selector.substring(slash + 1);
        return id.equals("*")
                ? contract.get().operations()
                : contract.get().operation(id).stream().toList();
    }
}
