package fr.ecluse.acceptance.wire;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.OpenApi31;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An OpenAPI document as callers read it, here to hold answers against. */
final class PublishedContract {

    private static final String IRI = "ecluse:published";

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private PublishedContract(JsonNode document) {
        this.document = document;
        this.schemas = SchemaRegistry.withDialect(
                OpenApi31.getInstance(), builder -> builder.schemas(Map.of(IRI, document.toString())));
    }

    /** Reads a document in YAML. */
    static PublishedContract read(Path file) throws IOException {
        return new PublishedContract(new YAMLMapper().readTree(Files.readString(file)));
    }

    /**
     * What the contract does not allow in an answer.
     *
     * @param method in lower case
     * @param path as the contract writes it
     * @param mediaType without parameters
     */
    List<String> violations(String method, String path, int status, String mediaType, JsonNode answer) {
        String response = dereferenced("/paths/" + escaped(path) + "/" + method + "/responses/" + status);
        String schema = response + "/content/" + escaped(mediaType) + "/schema";
        if (document.at(schema).isMissingNode()) {
            return List.of("the contract knows no " + mediaType + " with the status " + status);
        }
        Schema compiled = schemas.getSchema(SchemaLocation.of(IRI + "#" + schema));
        return compiled.validate(answer).stream().map(Object::toString).toList();
    }

    private String dereferenced(String pointer) {
        String reference = document.at(pointer).path("$ref").asString("");
        return reference.isEmpty() ? pointer : reference.substring(1);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
