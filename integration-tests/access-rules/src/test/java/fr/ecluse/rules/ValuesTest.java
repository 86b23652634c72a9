package fr.ecluse.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValuesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1, 2]             | [2, 1]             | true  | false",
                "{'a': [[1], [2]]}  | {'a': [[2], [1]]}  | true  | false",
                "[30, 'x']          | [30.0, 'x']        | true  | true",
                "[1]                | [1, 2]             | false | false",
                "{'a': []}          | {}                 | false | false",
                "'1'                | 1                  | false | false",
                "null               | false              | false | false",
            })
    void areEqualWhereEnginesMayDiffer(String one, String other, boolean unordered, boolean ordered) {
        JsonNode first = JSON.readTree(one.replace('\'', '"'));
        JsonNode second = JSON.readTree(other.replace('\'', '"'));

        assertThat(Values.unordered(first).equals(Values.unordered(second))).isEqualTo(unordered);
        assertThat(Values.ordered(first).equals(Values.ordered(second))).isEqualTo(ordered);
    }
}
