package fr.ecluse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProseTest {
    @Test
    void theSameSeedGivesTheSameProse() {
        assertThat(Prose.of(7, 100)).isEqualTo(Prose.of(7, 100)).isNotEqualTo(Prose.of(8, 100));
    }

    @Test
    void itsTokensAreTheOnesThatItsTextHas() {
        for (int seed = 0; seed < 20; seed++) {
            List<String> prose = Prose.of(seed, 1_500);
            assertThat(TextTokens.of(String.join("", prose))).isEqualTo(prose);
        }
    }

    @Test
    void itReadsAsSentences() {
        assertThat(String.join("", Prose.of(1, 40))).matches("[A-Z][a-z', ]+\\..*");
    }

    @Test
    void itEndsWhereItWasToldTo() {
        List<String> prose = Prose.of(1, 3);
        assertThat(prose).hasSize(3);
        assertThatThrownBy(() -> prose.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
