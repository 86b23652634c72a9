package fr.ecluse.bench.row;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.bench.report.Bound;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.stats.Pair;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadRatioTest {

    @ParameterizedTest
    @CsvSource({
        "0.95, true",
        "1.05, true", // nobody can say yet which is faster
        "0.38, true",
        "0.30, true", // near to the aim, near to the must
        "0.34, false",
        "0.89, false",
        "1.11, false",
        "20, false"
    })
    void isCloseNearABoundOrWhereBothAreNearlyAsFast(double ratio, boolean close) {
        Target target = Target.of(Bound.atLeast(0.28, "×"), Bound.atLeast(0.40, "×"));
        assertThat(new LoadRatio(List.of(new Pair<>(ratio * 1000, 1000.0))).isClose(target))
                .isEqualTo(close);
    }
}
