package fr.ecluse.plugin.access.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("When rules are asked")
class PhaseTest {

    @ParameterizedTest
    @CsvSource({"request, REQUEST", "content, CONTENT"})
    void isAWordOfFlowsAndQuestions(String word, Phase phase) {
        assertThat(Phase.ofWord(word)).isEqualTo(phase);
        assertThat(phase.word()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "answer", "requests"})
    void isNoOtherWord(String word) {
        assertThatIllegalArgumentException().isThrownBy(() -> Phase.ofWord(word));
    }
}
