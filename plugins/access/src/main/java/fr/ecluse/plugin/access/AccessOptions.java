package fr.ecluse.plugin.access;

import fr.ecluse.plugin.access.engine.BundleOptions;
import fr.ecluse.plugin.access.engine.ServerOptions;
import fr.ecluse.plugin.access.shadow.ShadowOptions;
import fr.ecluse.spi.JournalPlace;
import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.config.Option;
import java.nio.file.Path;
import java.time.ZoneId;

/** The options of the policy. */
public record AccessOptions(
        @Option(
                value = "Who evaluates the access rules: embedded, in this process; server, an OPA beside it. Never one"
                        + " in the place of the other.",
                byDefault = "embedded")
        Engine engine,

        @Option("Where the rules come from.") BundleOptions bundle,

        @Option("The OPA server, where it is the engine.") ServerOptions server,

        @Option("Decisions that serve again.") Cache cache,

        @Option("The record of all decisions.") Log log,

        @Option("Candidate rules beside the live ones; never enforced.")
        ShadowOptions shadow,

        @Option(value = "The time zone in which rules see weekday and minute of the day.", byDefault = "Europe/Paris")
        ZoneId timeZone) {

    /** Who evaluates the rules. */
    public enum Engine {
        EMBEDDED,
        SERVER
    }

    /** How decisions are kept. */
    public record Cache(
            @Option(
                    value = "Whether a decision serves again for equal questions, as long as it says.",
                    byDefault = "true")
            boolean enabled,

            @Option(value = "What all of them may take of the memory, about.", byDefault = "32MB")
            ByteSize size) {

        public Cache {
            if (size.bytes() < 64 * 1024) {
                throw new IllegalArgumentException("size: must be at least 64KB");
            }
        }
    }

    /** Where decisions are recorded. */
    public record Log(
            @Option(
                    value = "The decision log; a relative path begins in the state folder.",
                    byDefault = "decisions/decisions.jsonl")
            Path file,

            @Option(value = "The size at which the file is put aside under a name with the date.", byDefault = "256MB")
            ByteSize maxSize) {

        public Log {
            new JournalPlace(file, maxSize); // refuses what can be none
        }

        /** The same as one. */
        public JournalPlace place() {
            return new JournalPlace(file, maxSize);
        }
    }
}
