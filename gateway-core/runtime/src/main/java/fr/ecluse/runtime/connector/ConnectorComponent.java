package fr.ecluse.runtime.connector;

import fr.ecluse.runtime.ProducerOnlyEndpoint;
import fr.ecluse.runtime.gate.Gate;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;

/** {@code connector:<name>}: one of the connectors that the operator configured. */
public final class ConnectorComponent extends DefaultComponent {

    private final Gate gate;
    private final Map<String, Connector> connectors;

    public ConnectorComponent(Gate gate, Map<String, Connector> connectors) {
        this.gate = gate;
        this.connectors = Map.copyOf(connectors);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Connector connector = connectors.get(remaining);
        if (connector == null) {
            throw new IllegalArgumentException(
                    "there is no connector '" + remaining + "'; configured are " + connectors.keySet());
        }
        return new ProducerOnlyEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new ConnectorProducer(this, connector, gate);
            }
        };
    }
}
