package fr.ecluse.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.CaseFile;
import fr.ecluse.spi.json.JsonValue.JsonString;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextWalkerTest {

    @TestFactory
    Stream<DynamicTest> documentsOfTheDataFile() {
        return CaseFile.read(TextWalkerTest.class, "structure.tsv")
                .map(fields -> DynamicTest.dynamicTest(fields.get(0), () -> {
                    TextWalker walker = TextWalker.except(paths(fields.get(1)));
                    JsonDocument document = JsonDocument.parse(CaseFile.decode(fields.get(2)));

                    List<String> texts = walker.texts(document).stream()
                            .map(JsonString::text)
                            .toList();

                    assertThat(texts).isEqualTo(words(fields.get(3)));
                }));
    }

    private static List<String> paths(String field) {
        return field.equals("-") ? List.of() : List.of(field.split(" (?=\\$)"));
    }

    private static List<String> words(String field) {
        return field.equals("-") ? List.of() : List.of(field.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$",
                "model",
                ".model",
                "$model",
                "$.",
                "$..",
                "$.a.",
                "$.a..",
                "$...a",
                "$.a[0]",
                "$[a]",
                "$['a]",
                "$.a b",
                "$.1a",
                "$[*",
                "$.a[?(@.b)]",
                "$.a$b c"
            })
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> TextWalker.except(List.of(path)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a path to structure");
    }
}
