package fr.ecluse.testkit;

import fr.ecluse.spi.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A journal whose lines are in the file when {@link #append} returns. */
final class FakeJournal implements Journal {

    private final Path file;

    FakeJournal(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void append(byte[] line) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
