package fr.ecluse.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotatingFileTest {

    private static final long MAX_SIZE = 10;

    private final TestClock clock = new TestClock(Instant.parse("2026-01-31T23:59:59Z"));

    @TempDir
    private Path temporary;

    private Path folder;
    private Path path;

    @BeforeEach
    void names() {
        folder = temporary.resolve("state");
        path = folder.resolve("usage.jsonl");
    }

    @Test
    void writesAfterWhatIsThere() throws IOException {
        append("a\n");
        append("b\n");
        assertThat(path).hasContent("a\nb\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\n", "a\nb\n"})
    void dropsALineThatACrashCutShort(String whole) throws IOException {
        for (String half : List.of("{\"v\":1,", "x".repeat(8 * 1024), "x".repeat(20_000))) {
            Files.createDirectories(folder);
            Files.writeString(path, whole + half);
            try (RotatingFile file = RotatingFile.open(path, 100_000, clock)) {
                file.append(bytes("c\n"));
            }
            assertThat(path).hasContent(whole + "c\n");
        }
    }

    @Test
    void putsTheFileAsideWhenItIsFull() throws IOException {
        try (RotatingFile file = RotatingFile.open(path, MAX_SIZE, clock)) {
            file.append(bytes("12345\n"));
            file.append(bytes("789\n")); // fills it to the last byte
            file.append(bytes("a\n"));
            file.append(bytes("a line longer than the file may be\n"));
            clock.advance(Duration.ofSeconds(1));
            file.append(bytes("b\n"));
        }
        assertThat(folder).isDirectoryContaining("glob:**usage-20260131T235959Z.jsonl");
        assertThat(folder.resolve("usage-20260131T235959Z.jsonl")).hasContent("12345\n789\n");
        assertThat(folder.resolve("usage-20260131T235959Z-2.jsonl")).hasContent("a\n");
        assertThat(folder.resolve("usage-20260201T000000Z.jsonl")).hasContent("a line longer than the file may be\n");
        assertThat(path).hasContent("b\n");
    }

    @Test
    void aNameWithoutExtensionGetsTheDateAtItsEnd() throws IOException {
        path = folder.resolve(".usage");
        append("123456789\n");
        append("b\n");
        assertThat(folder.resolve(".usage-20260131T235959Z")).hasContent("123456789\n");
        assertThat(path).hasContent("b\n");
    }

    @Test
    void goesOnWhenTheFolderIsBack() throws IOException {
        try (RotatingFile file = RotatingFile.open(path, MAX_SIZE, clock)) {
            file.append(bytes("12345678\n"));
            Files.delete(path);
            Files.delete(folder);
            assertThatThrownBy(() -> file.append(bytes("lost\n"))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> file.append(bytes("lost\n"))).isInstanceOf(IOException.class);
            Files.createDirectory(folder);
            file.append(bytes("b\n"));
        }
        assertThat(path).hasContent("b\n");
    }

    private void append(String line) throws IOException {
        try (RotatingFile file = RotatingFile.open(path, MAX_SIZE, clock)) {
            file.append(bytes(line));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
