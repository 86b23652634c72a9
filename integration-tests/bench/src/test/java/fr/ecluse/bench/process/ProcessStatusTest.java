package fr.ecluse.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessStatusTest {

    @Test
    void readsTheFieldsOfLinux() {
        List<String> lines = List.of(
                "Name:\tjava", "VmPeak:\t 9000000 kB", "VmHWM:\t  312000 kB", "VmRSS:\t  300004 kB", "Threads:\t47");

        assertThat(ProcessStatus.parse(lines)).isEqualTo(new ProcessStatus(300_004L * 1024, 312_000L * 1024, 47));
    }

    @Test
    void refusesAStatusWithoutThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessStatus.parse(List.of("Name:\tkthreadd")))
                .withMessageContaining("VmRSS");
    }
}
