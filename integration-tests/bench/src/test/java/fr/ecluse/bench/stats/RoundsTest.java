package fr.ecluse.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundsTest {
    private final List<String> taken = new ArrayList<>();

    private Measurement<Double> measurement(String name, double value) {
        return () -> {
            taken.add(name);
            return value;
        };
    }

    @Test
    void turnsTheOrderRoundEverySecondTime() throws Exception {
        new Rounds(3, 10).measure(measurement("a", 1), measurement("b", 2), _ -> false);

        assertThat(taken).containsExactly("a", "b", "b", "a", "a", "b");
    }

    @Test
    void keepsSubjectAndReferenceApartWhateverTheOrder() throws Exception {
        List<Pair<Double>> pairs = new Rounds(2, 2).measure(measurement("a", 1), measurement("b", 2), _ -> true);

        assertThat(pairs).containsExactly(new Pair<>(1.0, 2.0), new Pair<>(1.0, 2.0));
    }

    @Test
    void goesOnWhenTheComparisonIsClose() throws Exception {
        List<Integer> asked = new ArrayList<>();

        List<Pair<Double>> pairs = new Rounds(3, 10).measure(measurement("a", 1), measurement("b", 1), taken -> {
            asked.add(taken.size());
            return true;
        });

        assertThat(pairs).hasSize(10);
        assertThat(asked).containsExactly(3);
    }

    @Test
    void refusesNoRounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rounds(0, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rounds(3, 2));
    }

    @Test
    void takesTheMedianOfThePairsAndNotTheRatioOfTheMedians() {
        List<Pair<Double>> pairs = List.of(new Pair<>(1.0, 2.0), new Pair<>(8.0, 10.0), new Pair<>(3.0, 5.0));

        assertThat(Pair.median(pairs, pair -> pair.ratio(value -> value))).isEqualTo(0.6);
        assertThat(Pair.median(pairs, pair -> pair.difference(value -> value))).isEqualTo(-2.0);
    }

    @ParameterizedTest
    @CsvSource({"0.89, false", "0.9, true", "1, true", "1.1, true", "1.11, false"})
    void twoAreCloseWhoDifferByATenthAtMost(double ratio, boolean close) {
        List<Pair<Double>> pairs = List.of(new Pair<>(ratio, 1.0), new Pair<>(1.0, 100.0), new Pair<>(100.0, 1.0));

        assertThat(Pair.areClose(pairs, value -> value)).isEqualTo(close);
    }
}
