package fr.ecluse.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void isTheMiddleOfAnOddNumberInAnyOrder() {
        assertThat(Median.of(List.of(9.0, 1.0, 4.0))).isEqualTo(4.0);
    }

    @Test
    void isTheMeanOfTheTwoMiddleOnesOfAnEvenNumber() {
        assertThat(Median.of(List.of(10.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
    }

    @Test
    void isNotMovedByAnOutlier() {
        assertThat(Median.of(List.of(1.0, 1.0, 1.0, 1.0, 1000.0))).isEqualTo(1.0);
    }

    @Test
    void needsNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> Median.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Median.of(List.of(1.0, Double.NaN)));
    }
}
