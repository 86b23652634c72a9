package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.config.Secrets;
import fr.ecluse.runtime.connector.Connector;
import fr.ecluse.runtime.connector.ConnectorOptions;
import fr.ecluse.spi.config.SecretRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** Makes the connectors of the configuration, each with the options that its own Camel endpoint takes. */
final class ConnectorSetup {

    private ConnectorSetup() {}

    /**
     * @throws IllegalArgumentException naming the connector whose endpoint cannot be made
     */
    static Map<String, Connector> connectors(ConfigTree configuration, CamelContext camel, Secrets secrets) {
        Map<String, Connector> connectors = new LinkedHashMap<>();
        options(configuration).forEach((name, options) -> {
            ConfigTree tree = configuration.entry(name);
            try {
                connectors.put(
                        name,
                        new Connector(
                                name,
                                camel.getEndpoint(options.uri(), endpointOptions(tree.at("options"), secrets)),
                                options.border(),
                                options.zone(),
                                options.timeout()));
            } catch (RuntimeException e) {
                // Camel's message may show the options, secrets among them.
                throw new IllegalArgumentException(
                        "ecluse.connectors." + name + ": no such endpoint, or not with these options ("
                                + e.getClass().getSimpleName() + ")");
            }
        });
        return connectors;
    }

    /** The options of each, but for those of its endpoint. */
    static Map<String, ConnectorOptions> options(ConfigTree configuration) {
        Map<String, ConnectorOptions> options = new LinkedHashMap<>();
        for (String name : configuration.names()) {
            options.put(name, configuration.entry(name).without("options").bind(ConnectorOptions.class));
        }
        return options;
    }

    /** A value, or {@code { ref: … }} for one that is secret. */
    private static Map<String, Object> endpointOptions(ConfigTree tree, Secrets secrets) {
        Map<String, Object> options = new HashMap<>();
        for (String name : tree.names()) {
            Optional<String> value = tree.value(name);
            options.put(
                    name,
                    value.isPresent()
                            ? value.get()
                            : secrets.resolve(tree.at(name).bind(SecretRef.class))
                                    .reveal());
        }
        return options;
    }
}
