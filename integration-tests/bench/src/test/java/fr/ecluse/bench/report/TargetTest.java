package fr.ecluse.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    private static final Target THROUGHPUT = Target.of(Bound.atLeast(0.28, "×"), Bound.atLeast(0.40, "×"));
    private static final Target LATENCY = Target.of(Bound.atMost(5, "ms"), Bound.atMost(2, "ms"));

    @ParameterizedTest
    @CsvSource({"0.27, MUST_MISSED", "0.28, MUST_MET", "0.39, MUST_MET", "0.40, AIM_MET", "7, AIM_MET"})
    void judgesWhatShouldBeHigh(double value, Verdict verdict) {
        assertThat(THROUGHPUT.judge(value)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"5.01, MUST_MISSED", "5, MUST_MET", "2.01, MUST_MET", "2, AIM_MET", "-0.1, AIM_MET"})
    void judgesWhatShouldBeLow(double value, Verdict verdict) {
        assertThat(LATENCY.judge(value)).isEqualTo(verdict);
    }

    @Test
    void judgesWithOneBoundOrNone() {
        Bound none = Bound.atMost(0, "");

        assertThat(Target.must(none).judge(0)).isEqualTo(Verdict.MUST_MET);
        assertThat(Target.must(none).judge(1)).isEqualTo(Verdict.MUST_MISSED);
        assertThat(Target.aim(none).judge(0)).isEqualTo(Verdict.AIM_MET);
        assertThat(Target.aim(none).judge(1)).isEqualTo(Verdict.AIM_MISSED);
        assertThat(Target.none().judge(1)).isEqualTo(Verdict.INFORMATION);
    }

    @Test
    void missesTheMustWhenThereIsNoNumber() {
        assertThat(THROUGHPUT.judge(Double.NaN)).isEqualTo(Verdict.MUST_MISSED);
        assertThat(LATENCY.judge(Double.NaN)).isEqualTo(Verdict.MUST_MISSED);
    }

    @ParameterizedTest
    @CsvSource({"0.25, false", "0.253, true", "0.30, true", "0.32, false", "0.37, true", "0.43, true", "0.45, false"})
    void isCloseWithinATenthOfEitherBound(double value, boolean close) {
        assertThat(THROUGHPUT.isCloseTo(value)).isEqualTo(close);
    }

    @Test
    void givesWhatWasNotMeasuredNoVerdictButMissedIfTheGatewayFailed() {
        assertThat(new Figure("r", "w", THROUGHPUT, new Outcome.NotRun("no npm")).verdict())
                .isEqualTo(Verdict.NOT_RUN);
        assertThat(new Figure("r", "w", Target.none(), new Outcome.Failed("502")).verdict())
                .isEqualTo(Verdict.MUST_MISSED);
        assertThat(new Figure("r", "w", THROUGHPUT, new Outcome.Measured(0.5, "", "", Map.of("x", List.of(0.5))))
                        .verdict())
                .isEqualTo(Verdict.AIM_MET);
    }
}
