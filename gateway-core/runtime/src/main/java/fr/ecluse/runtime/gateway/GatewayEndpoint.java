package fr.ecluse.runtime.gateway;

import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The beginning of flows; two routes may stand on one while a flow is swapped for its next version. */
final class GatewayEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    private final GatewayComponent component;

    GatewayEndpoint(String uri, GatewayComponent component) {
        super(uri, component);
        this.component = component;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new GatewayConsumer(this, processor, component);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(getEndpointUri() + " is no step of a flow");
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }
}
