package fr.ecluse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaExampleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"type":"string"}                                          | "free"
                    {"type":"string","enum":["c","f"]}                         | "c"
                    {"type":"string","format":"date"}                          | "2026-01-31"
                    {"type":["string","null"]}                                 | "free"
                    {"type":"integer"}                                         | 1
                    {"type":"integer","minimum":2.5}                           | 3
                    {"type":"number"}                                          | 1.5
                    {"type":"number","minimum":4}                              | 4
                    {"type":"boolean"}                                         | true
                    {"type":"null"}                                            | null
                    {"const":9}                                                | 9
                    {"type":"string","default":"d"}                            | "d"
                    {"anyOf":[{"type":"integer"},{"type":"string"}]}           | 1
                    {"type":"array","items":{"type":"boolean"}}                | [true]
                    {"$ref":"#/$defs/City"}                                    | {"name":"free"}
                    {"$ref":"#/$defs/Missing"}                                 | "free"
                    {"properties":{"a":{"type":"integer"}},"required":["a"]}   | {"a":1}
                    """)
    void aRequiredMemberHasAValueThatItsSchemaAdmits(String schema, String expected) {
        // Given a tool whose only required argument has this schema
        JsonObject root = new JsonObject("""
                {"type": "object", "properties": {"optional": {"type": "string"}}, "required": ["x"],
                 "$defs": {"City": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}}}
                """);
        root.getJsonObject("properties").put("x", new JsonObject(schema));
        // When
        JsonObject example = new SchemaExample(root, "free").arguments();
        // Then
        assertThat(example).isEqualTo(new JsonObject("{\"x\":" + expected + "}"));
    }

    @Test
    void aSchemaThatRefersToItselfEnds() {
        JsonObject root = new JsonObject("""
                {"type": "object", "required": ["child"], "properties": {"child": {"$ref": "#"}}}
                """);
        assertThat(new SchemaExample(root, "free").arguments().encode()).startsWith("{\"child\":{\"child\":");
    }

    @Test
    void aSchemaThatIsNoObjectGivesNoArguments() {
        assertThat(new SchemaExample(new JsonObject().put("type", "string"), "free").arguments())
                .isEqualTo(new JsonObject());
    }
}
