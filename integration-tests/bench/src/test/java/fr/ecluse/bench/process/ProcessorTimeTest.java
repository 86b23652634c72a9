package fr.ecluse.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    @Test
    void readsWhatLinuxCounts() {
        String machine = "cpu  1000 200 300 40000 50 6 7 80 500 0\ncpu0 500 100 150 20000 25 3 3 40 250 0\n";
        String process =
                "4242 (a (strange) Name) S 1 4242 4242 0 -1 4194304 100 0 0 0 31 32 33 34 20 0 15 0 99 1000 10";

        assertThat(ProcessorTime.parse(machine, process)).isEqualTo(new ProcessorTime(41_643, 1580, 130));
    }

    @Test
    void tellsHowMuchOthersHaveUsed() {
        ProcessorTime then = new ProcessorTime(1000, 500, 100);

        assertThat(new ProcessorTime(2000, 1200, 400).shareOfOthersSince(then)).isCloseTo(0.4, within(1e-9));
        assertThat(new ProcessorTime(2000, 1200, 801).shareOfOthersSince(then)).isZero();
        assertThat(then.shareOfOthersSince(then)).isZero();
    }

    @Test
    void readsThisMachine() throws Exception {
        ProcessorTime now = ProcessorTime.now();

        assertThat(now.own()).isPositive();
        assertThat(now.busy()).isPositive().isLessThan(now.total());
    }
}
