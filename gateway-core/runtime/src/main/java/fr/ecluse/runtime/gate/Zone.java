package fr.ecluse.runtime.gate;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.config.Option;
import java.util.Set;

/** Where something runs, and what may therefore go there. */
public record Zone(
        @Option("The highest level that may go there.") Sensitivity maxSensitivity,

        @Option("ISO 3166 codes of the law that holds there; none: outside every jurisdiction.")
        Set<String> jurisdiction,

        @Option("What the hosting is certified for, such as secnumcloud or hds.")
        Set<String> qualifications,

        @Option(value = "Whether it stands on the platform's own premises.", byDefault = "false")
        boolean onPremises) {

    /** Whether a request of this level may go there. */
    public boolean admits(Sensitivity level) {
        return !level.isAbove(maxSensitivity);
    }
}
