package fr.ecluse.runtime.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("file"), "one");
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    @Test
    void anUntouchedFileIsNotReadAgain() {
        FileState state = FileState.of(file);

        assertThat(state.again()).isSameAs(state);
    }

    @Test
    void aChangeOfTheSameSizeIsSeenByItsTime() throws Exception {
        FileState state = FileState.of(file);
        Files.writeString(file, "two");

        assertThat(state.again().content()).isNotEqualTo(state.content());
    }

    @Test
    void aChangeWithinTheSameTimeStampIsSeenWhileTheStampIsFresh() throws Exception {
        FileTime stamp = FileTime.from(Instant.now());
        Files.setLastModifiedTime(file, stamp);
        FileState state = FileState.of(file);
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, stamp);

        assertThat(state.again().content()).isNotEqualTo(state.content());
    }

    @Test
    void aFileThatIsGoneHasNoContent() throws Exception {
        FileState state = FileState.of(file);
        Files.delete(file);

        assertThat(state.again().content()).isEqualTo("NoSuchFileException");
        assertThat(FileState.of(file).again().size()).isZero();
    }
}
