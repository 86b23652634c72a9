package fr.ecluse.spi.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A JSON text of a stranger")
class JsonDocumentFuzzTest {

    private static final JsonMapper JACKSON = new JsonMapper();

    /** It is refused as malformed, or each span holds exactly what the tree says, as another parser reads it. */
    @FuzzTest(maxDuration = "60s")
    void isMalformedOrHasExactSpans(byte[] text) {
        JsonDocument document;
        try {
            document = JsonDocument.parse(text);
        } catch (MalformedJsonException e) {
            assertThat(e.offset()).isBetween(0L, (long) text.length);
            return;
        }
        check(document.root(), text);
        assertThat(document.edit().apply()).isEqualTo(text);
    }

    private static void check(JsonValue value, byte[] text) {
        JsonNode same = JACKSON.readTree(Arrays.copyOfRange(text, value.start(), value.end()));
        switch (value) {
            case JsonObject object -> {
                assertThat(same.propertyNames())
                        .containsExactlyElementsOf(object.members().keySet());
                object.members().values().forEach(member -> check(member.value(), text));
            }
            case JsonArray array -> {
                assertThat(same.size()).isEqualTo(array.items().size());
                array.items().forEach(item -> check(item, text));
            }
            case JsonString string -> assertThat(same.stringValue()).isEqualTo(string.text());
            case JsonNumber number -> assertThat(same.doubleValue()).isEqualTo(Double.parseDouble(number.text()));
            default -> assertThat(same.isBoolean() || same.isNull()).isTrue();
        }
    }
}
