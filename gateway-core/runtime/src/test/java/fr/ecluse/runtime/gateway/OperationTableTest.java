package fr.ecluse.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.runtime.gateway.OperationTable.Entry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Finding what serves a path")
class OperationTableTest {

    private final OperationTable<String> table = new OperationTable<>(List.of(
            new Entry<>("GET", "/v1/models", "list"),
            new Entry<>("GET", "/v1/models/{model}", "one"),
            new Entry<>("POST", "/v1/models/special", "special"),
            new Entry<>("GET", "/v1/a/{x}/b/{y}", "two"),
            new Entry<>("GET", "/", "root")));

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/models, list",
        "GET, /v1/models/m, one",
        "POST, /v1/models/special, special",
        "GET, /v1/a/1/b/2, two",
        "GET, /, root",
    })
    void finds(String method, String path, String value) {
        assertThat(table.find(method, path))
                .get()
                .extracting(OperationTable.Match::value)
                .isEqualTo(value);
    }

    @Test
    void decodesParametersOfOneSegment() {
        assertThat(table.find("GET", "/v1/models/org%2Fm%20odel+1")
                        .orElseThrow()
                        .parameters())
                .isEqualTo(Map.of("model", "org/m odel+1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1/models",
                "/v1/models/",
                "/v1//models",
                "/v1/models/a/b",
                "/v1/./models",
                "/v1/models/..",
                "/v1/models/%2e%2e",
                "/v1/models/a%2f%2e%2e%2fb",
                "/v1/models/a%5c..",
                "/v1/models/%00",
                "/v1/models/%0d%0aX",
                "/v1/models/%zz",
                "/v1/models/%ff",
                "/V1/models",
            })
    void findsNothingWhereNothingIs(String path) {
        assertThat(table.find("GET", path)).isEmpty();
    }

    @Test
    void knowsTheMethodsOfAPath() {
        assertThat(table.methods("/v1/models/special")).containsExactly("POST");
        assertThat(table.methods("/none")).isEmpty();
    }
}
