package fr.ecluse.plugin.contract;

import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.QueryParameters;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.RequestHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the contract says about the requests of one operation, compiled. Immutable and thread-safe. */
final class OperationContract {

    /** OpenAPI leaves these to other parts of the contract: media types and security. */
    private static final Set<String> IGNORED_HEADERS = Set.of("accept", "content-type", "authorization");

    private final List<ParameterContract> parameters;
    private final Optional<BodyContract> body;

    private OperationContract(List<ParameterContract> parameters, Optional<BodyContract> body) {
        this.parameters = List.copyOf(parameters);
        this.body = body;
    }

    /**
     * Compiles what a document says at a place.
     *
     * @param pointer to the operation
     * @throws IllegalArgumentException if it says something that this policy cannot hold requests against
     */
    static OperationContract compile(OpenApiDocument document, String pointer) {
        OpenApiDocument.Place operation = document.at(pointer);
        OpenApiDocument.Place path = document.at(pointer.substring(0, pointer.lastIndexOf('/')));
        Map<String, ParameterContract> parameters = new LinkedHashMap<>();
        for (OpenApiDocument.Place level : List.of(path, operation)) {
            level.member("parameters").map(OpenApiDocument.Place::members).orElse(List.of()).stream()
                    .map(OpenApiDocument.Place::dereferenced)
                    .map(ParameterContract::compile)
                    .forEach(parameter -> parameters.put(parameter.key(), parameter));
        }
        parameters.keySet().removeIf(key -> key.startsWith("header ") && IGNORED_HEADERS.contains(key.substring(7)));
        return new OperationContract(
                List.copyOf(parameters.values()),
                operation
                        .member("requestBody")
                        .map(OpenApiDocument.Place::dereferenced)
                        .map(BodyContract::compile));
    }

    /**
     * Holds a request against the contract: first its head, and only if that is right its body.
     *
     * @throws RefusalException if it does not follow the contract
     */
    void check(Exchange exchange) throws RefusalException {
        checkParameters(exchange.request());
        if (body.isPresent()) {
            body.get().check(exchange);
        } else if (!exchange.body().isEmpty()) {
            // Nothing says what it is, so no policy would look at it and still it would be sent on.
            throw new RefusalException(Refusals.unexpectedBody());
        }
    }

    private void checkParameters(RequestHead head) throws RefusalException {
        if (parameters.isEmpty()) {
            return;
        }
        QueryParameters query;
        try {
            query = QueryParameters.parse(head.query().orElse(""));
        } catch (IllegalArgumentException e) {
            throw new RefusalException(Refusals.malformedQuery());
        }
        List<Violation> violations = new ArrayList<>();
        for (ParameterContract parameter : parameters) {
            violations.addAll(parameter.check(head, query));
        }
        if (!violations.isEmpty()) {
            throw new RefusalException(Refusals.violations(violations, head.languages()));
        }
    }
}
