package fr.ecluse.plugin.contract;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.OpenApi30;
import com.networknt.schema.dialect.OpenApi31;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenAPI document of version 3.0 or 3.1: walks its objects and compiles the schemas
 * in it. References to other documents are refused; nothing is loaded from anywhere.
 */
final class OpenApiDocument {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String IRI = "ecluse:contract";
    private static final int MAX_REFERENCES = 20;
    private static final Set<String> DIALECTS =
            Set.of("https://spec.openapis.org/oas/3.1/dialect/base", "https://json-schema.org/draft/2020-12/schema");

    private final JsonNode root;
    private final SchemaRegistry schemas;

    private OpenApiDocument(JsonNode root, SchemaRegistry schemas) {
        this.root = root;
        this.schemas = schemas;
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is none
     */
    static OpenApiDocument parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the contract is not JSON", e);
        }
        String dialect = root.path("jsonSchemaDialect").asString("");
        if (!dialect.isEmpty() && !DIALECTS.contains(dialect)) {
            throw new IllegalArgumentException("the contract's jsonSchemaDialect is none of " + DIALECTS);
        }
        return new OpenApiDocument(root, registry(dialect(root), json));
    }

    private static Dialect dialect(JsonNode root) {
        String version = root.path("openapi").asString("");
        if (version.startsWith("3.0.")) {
            return OpenApi30.getInstance();
        }
        if (version.startsWith("3.1.")) {
            return OpenApi31.getInstance();
        }
        throw new IllegalArgumentException("the contract is not OpenAPI 3.0 or 3.1");
    }

    private static SchemaRegistry registry(Dialect dialect, String json) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(false) // a format is an annotation, as JSON Schema 2020-12 has it
                .regularExpressionFactory(EcmaPattern::new)
                .preloadSchema(false) // it would hide a reference that leads nowhere
                .locale(Locale.ROOT)
                .build();
        return SchemaRegistry.withDialect(
                dialect,
                builder -> builder.schemaRegistryConfig(config)
                        .schemas(Map.of(IRI, json))
                        .schemaLoader(
                                loader -> loader.allow(iri -> iri.toString().equals(IRI))));
    }

    /**
     * An object in the document.
     *
     * @throws IllegalArgumentException if there is none
     */
    Place at(String pointer) {
        return walk(JsonPointer.compile(pointer)).dereferenced();
    }

    private Place walk(JsonPointer pointer) {
        Place place = new Place(List.of(), root);
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            place = place.member(rest.getMatchingProperty())
                    .orElseThrow(() -> new IllegalArgumentException("the contract has nothing at " + pointer));
        }
        return place;
    }

    /** A node of the document and the way to it. */
    final class Place {

        private final List<String> path;
        private final JsonNode node;

        private Place(List<String> path, JsonNode node) {
            this.path = path;
            this.node = node;
        }

        JsonNode node() {
            return node;
        }

        /** The name of this node in the one around it. */
        String name() {
            return path.getLast();
        }

        /** What a member holds, or the item of that number, if it is there. */
        Optional<Place> member(String name) {
            JsonNode member = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
            if (member.isMissingNode()) {
                return Optional.empty();
            }
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            return Optional.of(new Place(longer, member));
        }

        /** The items of an array, or the members of an object. */
        List<Place> members() {
            List<Place> members = new ArrayList<>();
            if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    member(Integer.toString(i)).ifPresent(members::add);
                }
            } else {
                node.propertyNames().forEach(name -> member(name).ifPresent(members::add));
            }
            return members;
        }

        /**
         * What a reference object leads to, or this place if it is none.
         *
         * @throws IllegalArgumentException if it leads nowhere, in circles or out of the document
         */
        Place dereferenced() {
            Place place = this;
            for (int followed = 0; followed < MAX_REFERENCES; followed++) {
                String reference = place.node.path("$ref").asString("");
                if (reference.isEmpty()) {
                    return place;
                }
                if (!reference.startsWith("#/")) {
                    throw new IllegalArgumentException("a reference out of the document: " + reference);
                }
                place = walk(JsonPointer.compile(reference.substring(1)));
            }
            throw new IllegalArgumentException("references in circles at " + this);
        }

        /**
         * Compiles the schema that stands here.
         *
         * @throws IllegalArgumentException if it is none, or refers to what is not there
         */
        Schema schema() {
            NodePath fragment = new NodePath(PathType.JSON_POINTER);
            JsonNode at = root;
            for (String name : path) {
                fragment = at.isArray() ? fragment.append(Integer.parseInt(name)) : fragment.append(name);
                at = at.isArray() ? at.path(Integer.parseInt(name)) : at.path(name);
            }
            try {
                Schema schema = schemas.getSchema(new SchemaLocation(AbsoluteIri.of(IRI), fragment));
                schema.initializeValidators();
                return schema;
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("the schema at " + this + ": " + e.getMessage(), e);
            }
        }

        @Override
        public String toString() {
            return "#/" + String.join("/", path);
        }
    }
}
