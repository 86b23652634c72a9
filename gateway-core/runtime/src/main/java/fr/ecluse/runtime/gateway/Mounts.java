package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.contract.Contract.Listener;
import fr.ecluse.runtime.contract.ContractOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What is served on which port. Readers never wait and see either the former whole or the new one. Thread-safe. */
public final class Mounts {

    /**
     * An operation, and the flow's end that takes its requests.
     *
     * @param consumer where requests go
     */
    record Mounted(ContractOperation operation, GatewayConsumer consumer) {}

    private volatile Map<Listener, OperationTable<Mounted>> tables = tables(List.of());

    /** Mounts all operations of these flows, which do not overlap, in the place of all that was mounted. */
    void replace(Collection<GatewayConsumer> consumers) {
        tables = tables(consumers);
    }

    private static Map<Listener, OperationTable<Mounted>> tables(Collection<GatewayConsumer> consumers) {
        Map<Listener, OperationTable<Mounted>> tables = new EnumMap<>(Listener.class);
        for (Listener listener : Listener.values()) {
            List<OperationTable.Entry<Mounted>> entries = new ArrayList<>();
            for (GatewayConsumer consumer : consumers) {
                for (ContractOperation operation : consumer.flow().operations()) {
                    if (operation.terms().listener() == listener) {
                        for (String path : operation.paths()) {
                            entries.add(new OperationTable.Entry<>(
                                    operation.method(), path, new Mounted(operation, consumer)));
                        }
                    }
                }
            }
            tables.put(listener, new OperationTable<>(entries));
        }
        return tables;
    }

    Optional<OperationTable.Match<Mounted>> find(Listener listener, String method, String path) {
        return table(listener).find(method, path);
    }

    Set<String> methods(Listener listener, String path) {
        return table(listener).methods(path);
    }

    private OperationTable<Mounted> table(Listener listener) {
        return Objects.requireNonNull(tables.get(listener));
    }
}
