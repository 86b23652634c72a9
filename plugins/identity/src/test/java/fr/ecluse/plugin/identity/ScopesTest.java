package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.ecluse.testkit.FakeOperation;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Scopes")
class ScopesTest {

    /** The operation is {@code test/createKey}. */
    @ParameterizedTest(name = "{0} admit it: {1}, reach its API: {2}")
    @CsvSource({
        "*, true, true",
        "test, true, true",
        "test/*, true, true",
        "test/createKey, true, true",
        "test/createkey, false, true",
        "test/createKeys, false, true",
        "test/create, false, true",
        "test/other, false, true",
        "test-2, false, false",
        "tes, false, false",
        "ai ai/createKey, false, false",
        "ai test, true, true",
    })
    void admitOperations(String entries, boolean admitted, boolean reached) {
        Scopes scopes = Scopes.of(List.of(entries.split(" ")));

        assertThat(scopes.admit(FakeOperation.of("createKey", "POST", "/", "{}")))
                .isEqualTo(admitted);
        assertThat(scopes.reach("test")).isEqualTo(reached);
    }

    @Test
    void areOneToAHundred() {
        assertThatIllegalArgumentException().isThrownBy(() -> Scopes.of(Collections.emptyList()));
        assertThatIllegalArgumentException().isThrownBy(() -> Scopes.of(many(101)));
        assertThat(Scopes.of(many(100)).sorted()).hasSize(100).isSorted();
    }

    private static List<String> many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "api-" + i).toList();
    }
}
