package fr.ecluse.spi;

import java.util.Optional;

/**
 * The place outside that serves a request.
 *
 * @param kind {@code model} or {@code connector}
 * @param name the model alias or the connector's name, as the caller knows it
 * @param deployment the deployment that was chosen, for a model
 * @param zone where it runs
 */
public record Target(String kind, String name, Optional<String> deployment, Optional<String> zone) {}
