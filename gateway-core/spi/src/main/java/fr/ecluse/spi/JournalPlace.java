package fr.ecluse.spi;

import fr.ecluse.spi.config.ByteSize;
import java.nio.file.Path;

/**
 * Where records are kept.
 *
 * @param file a relative path begins in the folder of durable state
 * @param maxSize the size at which the file is put aside under a name with the date, 4 kB at least
 */
public record JournalPlace(Path file, ByteSize maxSize) {

    private static final long SMALLEST = 4096;

    /**
     * A place, as options {@code file} and {@code max-size} name it.
     *
     * @throws IllegalArgumentException if it can be none; the message names the option
     */
    public JournalPlace {
        if (file.getFileName() == null || file.toString().isBlank()) {
            throw new IllegalArgumentException("file: names no file");
        }
        if (maxSize.bytes() < SMALLEST) {
            throw new IllegalArgumentException("max-size: must be at least 4KB");
        }
    }
}
