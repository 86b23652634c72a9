package fr.ecluse.plugin.metering;

import fr.ecluse.spi.JournalPlace;
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

    public MeteringOptions {
        new JournalPlace(file, maxSize); // refuses what can be none
    }

    /** The same as one. */
    public JournalPlace place() {
        return new JournalPlace(file, maxSize);
    }
}
