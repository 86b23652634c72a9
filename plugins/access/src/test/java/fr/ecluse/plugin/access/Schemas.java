package fr.ecluse.plugin.access;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The contract between the rules and the gateway: the JSON Schemas beside the rules. */
public final class Schemas {

    private static final Path FOLDER = Path.of("../../policies/rego/schemas");

    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Schemas() {}

    /** What a schema finds wrong with a document. */
    public static List<String> errors(String schema, String document) {
        return SCHEMAS.computeIfAbsent(schema, Schemas::read).validate(document, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Schema read(String name) {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(FOLDER.resolve(name)), InputFormat.JSON);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
