package fr.ecluse.runtime.builtin;

import fr.ecluse.runtime.contract.Contract;
import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.contract.Contracts;
import fr.ecluse.runtime.flow.Flow;
import fr.ecluse.runtime.flow.FlowLoader;
import fr.ecluse.runtime.model.ModelCatalogue;
import fr.ecluse.runtime.plugin.Plugins;
import fr.ecluse.runtime.policy.PolicyStep;
import fr.ecluse.runtime.reload.Reloader;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The management API: what an operator can see and do. One entry for each operation of its contract. */
public final class AdminApi implements Builtin {

    private final Map<String, Supplier<Object>> operations = new LinkedHashMap<>();

    public AdminApi(
            FlowLoader flows,
            Contracts contracts,
            Supplier<ModelCatalogue> models,
            Plugins plugins,
            Reloader reloader) {
        operations.put(
                "adminIndex",
                () -> list(contracts.select("admin/*").stream()
                        .map(operation ->
                                Map.of("name", operation.id(), "href", operation.path(), "method", operation.method()))
                        .toList()));
        operations.put(
                "adminListFlows",
                () -> list(flows.flows().stream().map(AdminApi::flow).toList()));
        operations.put("adminListContracts", () -> list(contracts(contracts, flows)));
        operations.put("adminListModels", () -> list(models(models.get())));
        operations.put("adminListPlugins", () -> list(plugins(plugins)));
        operations.put("adminShowConfiguration", () -> configuration(reloader.status()));
        operations.put("adminReload", () -> configuration(reloader.reloadNow()));
    }

    @Override
    public Answer answer(Exchange exchange) throws RefusalException {
        Supplier<Object> operation = operations.get(exchange.operation().id());
        if (operation == null) {
            throw new RefusalException(Refusal.of(ErrorCode.NOT_FOUND));
        }
        return JsonAnswer.of(operation.get());
    }

    private static Map<String, Object> list(List<?> data) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("object", "list");
        list.put("data", data);
        return list;
    }

    private static Map<String, Object> flow(Flow flow) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (PolicyStep policy : flow.steps()) {
            String failure = policy.options().failure().name().toLowerCase(Locale.ROOT);
            steps.add(step(policy.name().toString(), "policy", policy.name(), failure));
        }
        String target = flow.target();
        steps.add(step(target, target.substring(0, target.indexOf(':')), null, null));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", flow.id());
        entry.put(
                "operations",
                flow.operations().stream().map(ContractOperation::qualifiedName).toList());
        entry.put("steps", steps);
        return entry;
    }

    private static Map<String, Object> step(
            String step, String kind, @Nullable StepName policy, @Nullable String failure) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("step", step);
        entry.put("kind", kind);
        entry.put("policy", policy == null ? null : policy.policy());
        entry.put("phase", policy == null ? null : policy.phase().orElse(null));
        entry.put("failure", failure);
        return entry;
    }

    private static List<Map<String, Object>> contracts(Contracts contracts, FlowLoader flows) {
        Set<ContractOperation> served = flows.flows().stream()
                .flatMap(flow -> flow.operations().stream())
                .collect(Collectors.toSet());
        return contracts.all().stream()
                .map(contract -> contract(contract, served))
                .toList();
    }

    private static Map<String, Object> contract(Contract contract, Set<ContractOperation> served) {
        List<String> unserved = contract.operations().stream()
                .filter(operation -> !served.contains(operation))
                .map(ContractOperation::id)
                .toList();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", contract.id());
        entry.put("title", contract.title());
        entry.put("version", contract.version());
        entry.put("hash", contract.sha256());
        entry.put("status", unserved.size() == contract.operations().size() ? "unserved" : "served");
        entry.put("reason", unserved.isEmpty() ? null : "no flow serves " + String.join(", ", unserved));
        entry.put(
                "operations",
                contract.operations().stream().map(ContractOperation::id).toList());
        return entry;
    }

    private static List<Map<String, Object>> models(ModelCatalogue catalogue) {
        return catalogue.all().stream()
                .map(model -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("alias", model.alias());
                    entry.put("type", model.type().orElse(null));
                    entry.put(
                            "deployments",
                            model.deployments().stream()
                                    .map(deployment -> Map.of(
                                            "id", deployment.id(),
                                            "provider", "openai",
                                            "zone", deployment.zone(),
                                            "model", deployment.model()))
                                    .toList());
                    return entry;
                })
                .toList();
    }

    private static List<Map<String, Object>> plugins(Plugins plugins) {
        return plugins.descriptions().stream()
                .map(plugin -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("name", plugin.name());
                    entry.put("kind", plugin.kind());
                    entry.put("jar", plugin.jar().orElse(null));
                    entry.put("sha256", plugin.sha256().orElse(null));
                    return entry;
                })
                .toList();
    }

    private static Map<String, Object> configuration(Reloader.Status status) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("generation", status.generation());
        entry.put("loaded_at", status.loadedAt().getEpochSecond());
        entry.put(
                "last_error",
                status.lastError()
                        .map(error -> Map.of("at", status.lastAttempt().getEpochSecond(), "message", error))
                        .orElse(null));
        entry.put("restart_needed", status.restartNeeded());
        return entry;
    }
}
