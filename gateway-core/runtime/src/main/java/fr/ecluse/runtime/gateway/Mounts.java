package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.contract.Contract.Listener;
import fr.ecluse.runtime.contract.ContractOperation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is served on which port. Thread-safe. */
public final class Mounts {

    /**
     * An operation, and the flow's end that takes its requests.
     *
     * @param consumer where requests go
     */
    record Mounted(ContractOperation operation, GatewayConsumer consumer) {}

    private final Map<Listener, OperationTable<Mounted>> tables =
            Map.of(Listener.PUBLIC, new OperationTable<>(), Listener.MANAGEMENT, new OperationTable<>());

    /**
     * Mounts an operation for a flow.
     *
     * @throws IllegalStateException if another flow serves the same method and path
     */
    void mount(ContractOperation operation, GatewayConsumer consumer) {
        OperationTable<Mounted> table = table(operation);
        table.mountedAt(operation.method(), operation.path())
                .filter(other ->
                        !other.consumer().flow().id().equals(consumer.flow().id()))
                .ifPresent(other -> {
                    throw new IllegalStateException(
                            operation.method() + " " + operation.path() + " is served already, by flow "
                                    + other.consumer().flow().id());
                });
        table.mount(operation.method(), operation.path(), new Mounted(operation, consumer));
    }

    void unmount(ContractOperation operation, GatewayConsumer consumer) {
        table(operation).unmount(operation.method(), operation.path(), new Mounted(operation, consumer));
    }

    Optional<OperationTable.Match<Mounted>> find(Listener listener, String method, String path) {
        return table(listener).find(method, path);
    }

    Set<String> methods(Listener listener, String path) {
        return table(listener).methods(path);
    }

    private OperationTable<Mounted> table(ContractOperation operation) {
        return table(operation.terms().listener());
    }

    private OperationTable<Mounted> table(Listener listener) {
        return java.util.Objects.requireNonNull(tables.get(listener));
    }
}
