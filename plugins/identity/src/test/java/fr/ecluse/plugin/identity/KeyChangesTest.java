package fr.ecluse.plugin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The log of changed keys")
class KeyChangesTest {

    @ParameterizedTest(name = "after {1} in [{0}]: {2}")
    @CsvSource({
        "'', '', ''",
        "'', s1, everything",
        "'s1 a', '', everything",
        "'s1 a', s1, ''",
        "'s1 a,s2 b,s3 c', s1, 'b,c'",
        "'s1 a,s2 b,s3 b', s1, b",
        "'s1 a,s2 b,s3 c', s0, everything",
    })
    void saysWhatChangedIfItReachesBackFarEnough(String lines, String stamp, String changed) {
        Optional<Set<String>> expected = changed.equals("everything") ? Optional.empty() : Optional.of(set(changed));

        assertThat(new KeyChanges.Log(list(lines)).since(stamp)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "of [{0}] is {1}")
    @CsvSource({"'', ''", "'s1 a', s1", "'s1 a,s2 b', s2"})
    void theNewestStamp(String lines, String stamp) {
        assertThat(new KeyChanges.Log(list(lines)).newest()).isEqualTo(stamp);
    }

    private static Set<String> set(String items) {
        return Set.copyOf(list(items));
    }

    private static List<String> list(String items) {
        return items.isEmpty() ? List.of() : List.of(items.split(","));
    }
}
