package fr.ecluse.runtime.contract;

import fr.ecluse.runtime.NamedText;
import fr.ecluse.spi.Operation;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.json.TextWalker;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads OpenAPI documents, 3.0 and 3.1, as YAML or JSON. */
public final class ContractReader {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_LENGTH = 5 * 1024 * 1024;
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");
    private static final Set<String> KNOWN_TERMS =
            Set.of("id", "owner", "errors", "audience", "listener", "role", "floor", "ceiling", "default", "requires");
    private static final Set<String> KNOWN_TERMS_OF_OPERATIONS = Set.of(
            "action",
            "role",
            "floor",
            "ceiling",
            "default",
            "requires",
            "structural-paths",
            "response-structural-paths",
            "text-paths");

    private ContractReader() {}

    /**
     * Reads one contract.
     *
     * @throws ContractException if it cannot be served
     */
    public static Contract read(NamedText file) {
        JsonNode document = JSON.valueToTree(yaml(file));
        String openapi = document.path("openapi").asString("");
        if (!openapi.startsWith("3.0.") && !openapi.startsWith("3.1.")) {
            throw new ContractException(file.name(), "not an OpenAPI document of version 3.0 or 3.1");
        }
        JsonNode extension = document.path("x-ecluse");
        String id = extension.path("id").asString("");
        if (!id.matches("[a-z][a-z0-9-]*")) {
            throw new ContractException(file.name(), "x-ecluse.id names the API: lower case, digits, hyphens");
        }
        requireKnown(file.name(), extension, KNOWN_TERMS);
        Contract.Terms terms = terms(file, extension);
        String basePath = basePath(file, document);
        return new Contract(
                id,
                document.path("info").path("title").asString(id),
                document.path("info").path("version").asString(""),
                file.sha256(),
                basePath,
                terms,
                operations(file, document, id, basePath, terms));
    }

    private static void requireKnown(String where, JsonNode extension, Set<String> known) {
        extension.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ContractException(
                            where, "x-ecluse." + name + " is unknown; known are " + new TreeSet<>(known));
                });
    }

    private static Object yaml(NamedText file) {
        if (file.text().length() > MAX_LENGTH) {
            throw new ContractException(file.name(), "larger than 5 MB");
        }
        try {
            Object document = new Load(LoadSettings.builder()
                            .setAllowDuplicateKeys(false)
                            .setMaxAliasesForCollections(50)
                            .setCodePointLimit(MAX_LENGTH)
                            .build())
                    .loadFromString(file.text());
            if (document instanceof Map<?, ?>) {
                return document;
            }
        } catch (YamlEngineException e) {
            throw new ContractException(file.name(), "not YAML: " + e.getMessage());
        }
        throw new ContractException(file.name(), "not an OpenAPI document");
    }

    private static Contract.Terms terms(NamedText file, JsonNode extension) {
        try {
            return new Contract.Terms(
                    Operation.ErrorShape.valueOf(
                            extension.path("errors").asString("problem").toUpperCase(Locale.ROOT)),
                    Contract.Listener.valueOf(
                            extension.path("listener").asString("public").toUpperCase(Locale.ROOT)),
                    role(extension),
                    requires(extension),
                    Sensitivity.ofWord(extension.path("floor").asString("public")),
                    Sensitivity.ofWord(extension.path("ceiling").asString("dr")),
                    Sensitivity.ofWord(extension.path("default").asString("usual")));
        } catch (IllegalArgumentException e) {
            throw new ContractException(file.name(), "x-ecluse: " + e.getMessage());
        }
    }

    /** What holds for one operation: what its contract says, and what it adds. */
    private static Contract.Terms terms(String where, JsonNode extension, Contract.Terms contract) {
        requireKnown(where, extension, KNOWN_TERMS_OF_OPERATIONS);
        try {
            return contract.tightened(
                    role(extension),
                    requires(extension),
                    level(extension, "floor"),
                    level(extension, "ceiling"),
                    level(extension, "default"));
        } catch (IllegalArgumentException e) {
            throw new ContractException(where, "x-ecluse: " + e.getMessage());
        }
    }

    private static Optional<String> role(JsonNode extension) {
        return Optional.of(extension.path("role").asString("")).filter(role -> !role.isEmpty());
    }

    private static List<StepName> requires(JsonNode extension) {
        List<StepName> requires = new ArrayList<>();
        extension.path("requires").forEach(step -> requires.add(StepName.parse(step.asString())));
        return requires;
    }

    private static Optional<Sensitivity> level(JsonNode extension, String name) {
        return Optional.of(extension.path(name).asString(""))
                .filter(word -> !word.isEmpty())
                .map(Sensitivity::ofWord);
    }

    private static String basePath(NamedText file, JsonNode document) {
        String url = document.path("servers").path(0).path("url").asString("");
        try {
            String path = Optional.ofNullable(URI.create(url).getPath()).orElse("");
            return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        } catch (IllegalArgumentException e) {
            throw new ContractException(file.name(), "servers[0].url is not a URL");
        }
    }

    private static List<ContractOperation> operations(
            NamedText file, JsonNode document, String api, String basePath, Contract.Terms terms) {
        String json = JSON.writeValueAsString(document);
        List<ContractOperation> operations = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (!METHODS.contains(method.getKey())) {
                    continue;
                }
                JsonNode operation = method.getValue();
                String id = operation.path("operationId").asString("");
                if (id.isEmpty() || !ids.add(id)) {
                    throw new ContractException(
                            file.name(),
                            method.getKey() + " " + path.getKey() + " needs an operationId that no other has");
                }
                operations.add(new ContractOperation(
                        api,
                        id,
                        operation.path("x-ecluse").path("action").asString(id),
                        method.getKey().toUpperCase(Locale.ROOT),
                        basePath,
                        path.getKey(),
                        json,
                        "/paths/" + path.getKey().replace("~", "~0").replace("/", "~1") + "/" + method.getKey(),
                        terms(file.name() + ": operation " + id, operation.path("x-ecluse"), terms),
                        requestTexts(file, operation)));
            }
        }
        return operations;
    }

    private static TextWalker requestTexts(NamedText file, JsonNode operation) {
        List<String> structural = new ArrayList<>();
        operation.path("x-ecluse").path("structural-paths").forEach(path -> structural.add(path.asString()));
        try {
            return TextWalker.except(structural);
        } catch (IllegalArgumentException e) {
            throw new ContractException(file.name(), "x-ecluse.structural-paths: " + e.getMessage());
        }
    }
}
