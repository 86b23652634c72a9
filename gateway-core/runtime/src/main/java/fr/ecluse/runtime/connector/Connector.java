package fr.ecluse.runtime.connector;

import fr.ecluse.runtime.gate.Zone;
import java.time.Duration;
import org.apache.camel.Endpoint;

/**
 * A connector that stands.
 *
 * @param endpoint where it sends
 * @param zone what may go there
 * @param timeout how long a delivery may take
 */
public record Connector(String name, Endpoint endpoint, Zone zone, Duration timeout) {}
