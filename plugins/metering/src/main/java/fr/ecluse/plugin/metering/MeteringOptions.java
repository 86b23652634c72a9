package fr.ecluse.plugin.metering;

import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.config.Option;
import java.nio.file.Path;

/**
 * The options of the policy.
 *
 * @param file the usage ledger; a relative path begins in the state folder
 * @param maxSize the size at which the file is put aside under a name with the date
 */
public record MeteringOptions(
        @Option(
                value = "The usage ledger; a relative path begins in the state folder.",
                byDefault = "usage/usage.jsonl")
        Path file,

        @Option(value = "The size at which the file is put aside under a name with the date.", byDefault = "256MB")
        ByteSize maxSize) {

    private static final long SMALLEST = 4096;

    public MeteringOptions {
        if (file.getFileName() == null || file.toString().isBlank()) {
            throw new IllegalArgumentException("file: names no file");
        }
        if (maxSize.bytes() < SMALLEST) {
            throw new IllegalArgumentException("max-size: must be at least 4KB");
        }
    }
}
