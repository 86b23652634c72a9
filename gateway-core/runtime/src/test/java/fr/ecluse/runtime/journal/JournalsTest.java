package fr.ecluse.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.Journal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The journals that are open")
class JournalsTest {

    private static final long SIZE = 1L << 20;
    private static final byte[] LINE = "{}\n".getBytes(StandardCharsets.UTF_8);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Journals journals = new Journals(Clock.systemUTC(), meters);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("usage").resolve("usage.jsonl");
    }

    @Test
    void whoNamesTheSameFileSharesItsWriter() throws Exception {
        Journal first = journals.open(file, SIZE);
        Journal second = journals.open(folder.resolve("usage/../usage/usage.jsonl"), SIZE);

        first.append(LINE.clone());
        first.close();
        first.close(); // must not take the share of the second
        second.append(LINE.clone());
        second.close();

        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void whoNamesAnotherSizeIsToldSo() {
        try (Journal first = journals.open(file, SIZE)) {
            assertThatThrownBy(() -> journals.open(file, 2 * SIZE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("max-size: ");
        }
        journals.open(file, 2 * SIZE).close(); // nobody uses it any more
    }

    @Test
    void aFileIsOpenedAgainAfterItsLastUser() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (Journal journal = journals.open(file, SIZE)) {
                journal.append(LINE.clone());
            }
        }
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void aFileThatCannotBeOpenedIsToldAtOnce() throws Exception {
        Files.writeString(folder.resolve("usage"), "a file where the folder should be");

        assertThatThrownBy(() -> journals.open(file, SIZE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("usage.jsonl");
    }

    @Test
    void aFileThatCannotBeWrittenDisturbsNobody() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x".repeat(4_000) + "\n");
        try (Journal journal = journals.open(file, 4_001)) {
            Files.delete(file);
            Files.delete(file.getParent());
            journal.append(LINE.clone());
        }
        assertThat(meters.get("ecluse_journal_records_lost")
                        .tag("journal", "usage")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
