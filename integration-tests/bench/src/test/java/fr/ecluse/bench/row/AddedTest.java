package fr.ecluse.bench.row;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.bench.report.Bound;
import fr.ecluse.bench.report.Target;
import fr.ecluse.bench.stats.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddedTest {

    private static Added<Double> added(double gateway, double direct) {
        return new Added<>(List.of(new Pair<>(gateway, direct)), Double::doubleValue);
    }

    @ParameterizedTest
    @CsvSource({
        "2100, 2000, true", // hardly more than the first token takes anyway
        "1900, 2000, true",
        "2300, 2000, false",
        "2240, 2000, true", // near to the bound
        "300,  60,   true",
        "10,   1,    false",
        "1000, 10,   false"
    })
    void isCloseNearTheBoundOrWhereBothAreNearlyTheSame(double gateway, double direct, boolean close) {
        Target asked = Target.must(Bound.atMost(250, "ms"));
        assertThat(added(gateway, direct).isClose(asked)).isEqualTo(close);
    }

    @Test
    void isCloseWithoutABoundToo() {
        assertThat(added(2100, 2000).isClose(Target.none())).isTrue();
        assertThat(added(2300, 2000).isClose(Target.none())).isFalse();
    }
}
