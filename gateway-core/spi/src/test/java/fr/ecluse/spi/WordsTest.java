package fr.ecluse.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of steps and of levels. */
class WordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"dlp", "dlp@detect", "access@content", "my-policy2@a-b"})
    void aStepIsPrintedAsItIsRead(String text) {
        assertThat(StepName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "@", "dlp@", "@detect", "Dlp", "dlp@Detect", "1dlp", "d_lp", "dlp@a@b", "dlp detect", "-a"})
    void whatIsNoStepIsRefused(String text) {
        assertThatThrownBy(() -> StepName.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "dlp,        dlp,        true",
        "dlp@detect, dlp@detect, true",
        "dlp@detect, dlp,        true",
        "dlp,        dlp@detect, false",
        "dlp@act,    dlp@detect, false",
        "access,     dlp,        false",
        "access@act, dlp@act,    false",
    })
    void aStepSatisfiesWhatNamesIt(String step, String required, boolean satisfies) {
        assertThat(StepName.parse(step).satisfies(StepName.parse(required))).isEqualTo(satisfies);
    }

    @Test
    void aStepMayHaveNoPhase() {
        assertThat(StepName.of("quota")).isEqualTo(new StepName("quota", Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Sensitivity.class)
    void aLevelIsKnownByItsWord(Sensitivity level) {
        assertThat(Sensitivity.ofWord(level.word())).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PUBLIC", "secret", " dr"})
    void whatIsNoLevelIsRefused(String word) {
        assertThatThrownBy(() -> Sensitivity.ofWord(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("public, usual, dr");
    }

    @Test
    void levelsAreOrdered() {
        assertThat(Sensitivity.DR.isAbove(Sensitivity.USUAL)).isTrue();
        assertThat(Sensitivity.USUAL.isAbove(Sensitivity.PUBLIC)).isTrue();
        assertThat(Sensitivity.USUAL.isAbove(Sensitivity.USUAL)).isFalse();
        assertThat(Sensitivity.PUBLIC.max(Sensitivity.DR)).isEqualTo(Sensitivity.DR);
        assertThat(Sensitivity.DR.max(Sensitivity.PUBLIC)).isEqualTo(Sensitivity.DR);
    }
}
