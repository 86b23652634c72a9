package fr.ecluse.realservers;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpaConditionTest {

    @ParameterizedTest(name = "OPA {0}, CI={1}: tests disabled {2}")
    @CsvSource({
        "true,, false",
        "true, true, false",
        "false,, true",
        "false, '', true",
        "false, false, true",
        "false, true, false"
    })
    void leavesTestsOutOnADeskAlone(boolean there, @Nullable String ci, boolean disabled) {
        assertThat(OpaCondition.decide(there, ci).isDisabled()).isEqualTo(disabled);
    }
}
