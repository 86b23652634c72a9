package fr.ecluse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorOptionsTest {
    @Test
    void everyOptionIsRead() {
        SimulatorOptions options = SimulatorOptions.parse(
                "--host=127.0.0.2", "--port=1234", "--seed=9876543210", "--key=a=b", "--threads=3", "--no-record");
        assertThat(options).isEqualTo(new SimulatorOptions("127.0.0.2", 1234, 9_876_543_210L, false, "a=b", 3));
    }

    @Test
    void withoutArgumentsItIsOpenOnLoopbackAndRecords() {
        SimulatorOptions options = SimulatorOptions.parse();
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(9090);
        assertThat(options.record()).isTrue();
        assertThat(options.key()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--port=x", "--port=70000", "--port=99999999999", "--threads=0", "--key=", "--record", "-p", "x"
            })
    void aMistakeIsNamed(String argument) {
        assertThatThrownBy(() -> SimulatorOptions.parse(argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Exception")
                .hasMessageMatching("(?s).*(--[a-z]+|-p|x).*");
    }

    @Test
    void theKeyIsNotPrinted() {
        assertThat(SimulatorOptions.parse("--key=secret")).asString().doesNotContain("secret");
    }
}
