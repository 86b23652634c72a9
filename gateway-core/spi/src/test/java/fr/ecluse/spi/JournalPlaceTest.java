package fr.ecluse.spi;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.ecluse.spi.config.ByteSize;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalPlaceTest {

    @ParameterizedTest
    @CsvSource({"'', 1MB, file", "/, 1MB, file", "' ', 1MB, file", "usage.jsonl, 4095, max-size"})
    void refusesWhatCanBeNone(String file, String maxSize, String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JournalPlace(Path.of(file), ByteSize.parse(maxSize)))
                .withMessageStartingWith(option + ":");
    }
}
