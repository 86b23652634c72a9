package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.contract.Contract.Listener;
import fr.ecluse.runtime.contract.ContractOperation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * Mounts all operations of a flow, in the place of those of its former version.
     *
     * @throws IllegalStateException if another flow serves one of them; none is mounted then
     */
    synchronized void mount(List<ContractOperation> operations, GatewayConsumer consumer) {
        for (ContractOperation operation : operations) {
            requireFree(operation, consumer);
        }
        for (ContractOperation operation : operations) {
            for (String path : paths(operation)) {
                table(operation).mount(operation.method(), path, new Mounted(operation, consumer));
            }
        }
    }

    private void requireFree(ContractOperation operation, GatewayConsumer consumer) {
        for (String path : paths(operation)) {
            Optional<Mounted> there = table(operation).mountedAt(operation.method(), path);
            if (there.isPresent()
                    && !there.get()
                            .consumer()
                            .flow()
                            .id()
                            .equals(consumer.flow().id())) {
                throw new IllegalStateException(operation.method() + " " + path + " is served already, by flow "
                        + there.get().consumer().flow().id());
            }
        }
    }

    synchronized void unmount(List<ContractOperation> operations, GatewayConsumer consumer) {
        for (ContractOperation operation : operations) {
            for (String path : paths(operation)) {
                table(operation).unmount(operation.method(), path, new Mounted(operation, consumer));
            }
        }
    }

    Optional<OperationTable.Match<Mounted>> find(Listener listener, String method, String path) {
        return table(listener).find(method, path);
    }

    Set<String> methods(Listener listener, String path) {
        return table(listener).methods(path);
    }

    /** The root of a contract is asked for with and without its slash. */
    private static List<String> paths(ContractOperation operation) {
        boolean root = operation.relativePath().equals("/") && !operation.path().endsWith("/");
        return root ? List.of(operation.path(), operation.path() + "/") : List.of(operation.path());
    }

    private OperationTable<Mounted> table(ContractOperation operation) {
        return table(operation.terms().listener());
    }

    private OperationTable<Mounted> table(Listener listener) {
        return Objects.requireNonNull(tables.get(listener));
    }
}
