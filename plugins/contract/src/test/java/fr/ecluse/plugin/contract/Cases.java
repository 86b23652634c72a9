package fr.ecluse.plugin.contract;

import fr.ecluse.testkit.FakeOperation;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The cases in data files, and the contracts that they are about. */
final class Cases {

    private static final ObjectMapper JSON = new JsonMapper();

    private static final JsonNode AI = read("/META-INF/ecluse/openapi/ai.yaml", new YAMLMapper());

    private static final Map<String, FakeOperation> OPERATIONS = new ConcurrentHashMap<>();

    private Cases() {}

    /** The objects of a file that holds an array of them. */
    static Stream<JsonNode> in(String file) {
        return read(file, JSON).valueStream();
    }

    /** The delivered contract. */
    static JsonNode ai() {
        return AI;
    }

    /** An operation of the delivered contract, the same object every time. */
    static FakeOperation ai(String operationId) {
        return OPERATIONS.computeIfAbsent(operationId, Cases::find);
    }

    /** The only operation of a contract. */
    static FakeOperation only(JsonNode contract) {
        Map.Entry<String, JsonNode> path = first(contract.path("paths"));
        Map.Entry<String, JsonNode> method = path.getValue()
                .propertyStream()
                .filter(member -> !member.getKey().equals("parameters"))
                .findFirst()
                .orElseThrow();
        return FakeOperation.of("only", method.getKey().toUpperCase(Locale.ROOT), path.getKey(), contract.toString());
    }

    /** A contract of this version whose only operation takes JSON of this schema. */
    static JsonNode taking(String version, JsonNode schema) {
        return JSON.readTree("""
                {"openapi": "%s", "info": {"title": "Test", "version": "1"}, "paths": {"/things": {"post": {
                "requestBody": {"content": {"application/json": {"schema": %s}}}}}}}""".formatted(version, schema));
    }

    private static FakeOperation find(String operationId) {
        for (Map.Entry<String, JsonNode> path : AI.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (method.getValue().path("operationId").asString("").equals(operationId)) {
                    return FakeOperation.of(
                            operationId, method.getKey().toUpperCase(Locale.ROOT), path.getKey(), AI.toString());
                }
            }
        }
        throw new IllegalArgumentException("no operation " + operationId);
    }

    private static Map.Entry<String, JsonNode> first(JsonNode object) {
        return object.propertyStream().findFirst().orElseThrow();
    }

    private static JsonNode read(String resource, ObjectMapper mapper) {
        InputStream in = Objects.requireNonNull(Cases.class.getResourceAsStream(resource), resource);
        return mapper.readTree(in);
    }
}
