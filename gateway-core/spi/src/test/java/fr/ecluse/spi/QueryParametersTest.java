package fr.ecluse.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class QueryParametersTest {

    @TestFactory
    Stream<DynamicTest> queriesOfTheDataFile() {
        return CaseFile.read(QueryParametersTest.class, "queries.tsv")
                .map(fields -> DynamicTest.dynamicTest(fields.get(0), () -> {
                    String query = fields.get(1).equals("-") ? "" : fields.get(1);
                    if (fields.get(2).equals("!")) {
                        assertThatThrownBy(() -> QueryParameters.parse(query))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageNotContaining("%");
                    } else {
                        List<String> expected = fields.get(2).equals("-")
                                ? List.of()
                                : List.of(fields.get(2).split(" "));
                        assertThat(pairs(QueryParameters.parse(query))).isEqualTo(expected);
                    }
                }));
    }

    private static List<String> pairs(QueryParameters parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.asMap().forEach((name, values) -> values.forEach(value -> pairs.add(name + "=" + value)));
        return pairs;
    }

    @Test
    void aPlusIsASpace() {
        assertThat(QueryParameters.parse("a+b=c+d").all("a b")).containsExactly("c d");
    }

    @Test
    void namesAreToldApartByCaseAndValuesAreNotPrinted() {
        QueryParameters parameters = QueryParameters.parse("a=1&A=2");

        assertThat(parameters.all("a")).containsExactly("1");
        assertThat(parameters.all("b")).isEmpty();
        assertThat(parameters).hasToString("[a, A]");
    }
}
