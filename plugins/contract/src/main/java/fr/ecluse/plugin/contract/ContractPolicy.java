package fr.ecluse.plugin.contract;

import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Operation;
import fr.ecluse.spi.Policy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets a request pass if it follows the contract of its operation. Changes nothing in it. */
final class ContractPolicy implements Policy {

    /** By text: the operations of a contract share it, and it is large. */
    private final Map<String, OpenApiDocument> documents = new ConcurrentHashMap<>();

    private final Map<Operation, OperationContract> contracts = new ConcurrentHashMap<>();

    @Override
    public void prepare(Operation operation) {
        OpenApiDocument document = documents.computeIfAbsent(operation.contract(), OpenApiDocument::parse);
        contracts.put(operation, OperationContract.compile(document, operation.pointer()));
    }

    @Override
    public Decision onRequest(Exchange exchange) throws Exception {
        OperationContract contract = contracts.get(exchange.operation());
        if (contract == null) {
            throw new IllegalStateException(
                    "not prepared for " + exchange.operation().qualifiedName());
        }
        contract.check(exchange);
        return Decision.proceed();
    }
}
