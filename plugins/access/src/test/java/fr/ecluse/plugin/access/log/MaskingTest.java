package fr.ecluse.plugin.access.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fr.ecluse.plugin.access.rules.NoDecisionException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@DisplayName("Masks of rules")
class MaskingTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "masks.csv", delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void doWithAnEventAsOpaDoes(
            String what,
            String masks,
            String input,
            @Nullable String result,
            @Nullable String leftOfInput,
            @Nullable String leftOfResult,
            @Nullable String erased,
            @Nullable String masked)
            throws Exception {
        Masked left = Masking.of(Events.of(input, Optional.ofNullable(result)), MaskReader.read(masks));

        assertThat(left.input()).isEqualTo(Optional.ofNullable(leftOfInput));
        assertThat(left.result()).isEqualTo(Optional.ofNullable(leftOfResult));
        assertThat(left.erased()).isEqualTo(list(erased));
        assertThat(left.masked()).isEqualTo(list(masked));
        assertThat(left.failure()).isEmpty();
    }

    private static List<String> list(@Nullable String paths) {
        return paths == null ? List.of() : List.of(paths.split(","));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "no-masks.csv", delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void areNoneInAnyOtherForm(String what, String masks) {
        assertThatExceptionOfType(NoDecisionException.class)
                .isThrownBy(() -> MaskReader.read(masks))
                .extracting(NoDecisionException::reason)
                .isEqualTo(NoDecisionException.Cause.MALFORMED);
    }
}
