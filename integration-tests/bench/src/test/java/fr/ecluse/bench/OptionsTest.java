package fr.ecluse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.ecluse.bench.Options.RowName;
import fr.ecluse.bench.stats.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void measuresEverythingThoroughlyUnlessToldOtherwise() {
        Options options = Options.parse();

        assertThat(options.rows()).containsExactlyInAnyOrder(RowName.values());
        assertThat(options.plan().rounds()).isEqualTo(new Rounds(3, 10));
        assertThat(options.plan().streams()).isEqualTo(2000);
        assertThat(options.plan().soak()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void takesWhatItIsTold() {
        Options options = Options.parse(
                "--root=/r",
                "--rows=start,soak",
                "--quick",
                "--pairs=4",
                "--soak-minutes=2",
                "--out=o",
                "--opa=/bin/opa");

        assertThat(options.root()).isEqualTo(Path.of("/r"));
        assertThat(options.opa()).contains(Path.of("/bin/opa"));
        assertThat(options.out()).isEqualTo(Path.of("o"));
        assertThat(options.rows()).containsExactlyInAnyOrder(RowName.START, RowName.SOAK);
        assertThat(options.plan().rounds()).isEqualTo(new Rounds(1, 4));
        assertThat(options.plan().soak()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void measuresFewerThanThreeRoundsOnlyWhenAsked() {
        assertThat(Options.parse("--pairs=1").plan().rounds()).isEqualTo(new Rounds(1, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--rows=", "--rows=speed", "--pairs=0", "--pairs=x", "--fast", "quick", "--soak-minutes=-1"})
    void refusesWhatItDoesNotKnow(String argument) {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(argument));
    }
}
