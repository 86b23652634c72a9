package fr.ecluse.runtime.connector;

import fr.ecluse.runtime.gate.Zone;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.config.Option;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A connector to any Camel endpoint, as configured under {@code ecluse.connectors.<name>}. */
public record ConnectorOptions(
        @Option("The Camel endpoint, such as file:/var/drop or sftp:host/folder; its options stand under options.")
        String uri,

        @Option("The highest level that may go there.") Sensitivity maxSensitivity,

        @Option(
                "The zone in which it stands, if it is one of ecluse.zones. Where access rules open certain zones only, none"
                        + " is open to a connector without a zone.")
        Optional<String> zone,

        @Option("ISO 3166 codes of the law that holds there.")
        Set<String> jurisdiction,

        @Option("What the hosting is certified for.") Set<String> qualifications,

        @Option(value = "Whether it stands on the platform's own premises.", byDefault = "false")
        boolean onPremises,

        @Option(value = "How long a delivery may take.", byDefault = "30s")
        Duration timeout) {

    public ConnectorOptions {
        if (uri.indexOf(':') < 1) {
            throw new IllegalArgumentException("uri is a Camel endpoint, <component>:<path>");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
    }

    /** What may go there. */
    public Zone border() {
        return new Zone(maxSensitivity, jurisdiction, qualifications, onPremises);
    }
}
