package fr.ecluse.runtime.connector;

import fr.ecluse.runtime.gate.Zone;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Endpoint;

/**
 * A connector that stands.
 *
 * @param endpoint where it sends
 * @param border what may go there
 * @param zone the zone in which it stands, if it is said
 * @param timeout how long a delivery may take
 */
public record Connector(String name, Endpoint endpoint, Zone border, Optional<String> zone, Duration timeout) {}
