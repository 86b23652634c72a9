package fr.ecluse.plugin.access.shadow;

import fr.ecluse.plugin.access.engine.BundleOptions;
import fr.ecluse.spi.JournalPlace;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.config.Option;
import java.nio.file.Path;

/** Candidate rules that are asked beside the live ones. */
public record ShadowOptions(
        @Option("Where the candidate comes from; without a file or url there is none.")
        BundleOptions bundle,

        @Option(value = "The share of decisions that it is asked about, from 0 to 1.", byDefault = "0.1")
        double sample,

        @Option(
                value = "The record of differences; a relative path begins in the state folder.",
                byDefault = "decisions/shadow.jsonl")
        Path file,

        @Option(value = "The size at which the file is put aside under a name with the date.", byDefault = "64MB")
        ByteSize maxSize) {

    public ShadowOptions {
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException("sample: from 0 to 1");
        }
        new JournalPlace(file, maxSize); // refuses what can be none
    }

    /** The same as one. */
    public JournalPlace place() {
        return new JournalPlace(file, maxSize);
    }

    /** Whether there is a candidate. */
    public boolean isWanted() {
        return bundle.file().isPresent() || bundle.url().isPresent();
    }
}
