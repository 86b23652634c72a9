package fr.ecluse.runtime;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint that flows send to and nothing comes from. */
public abstract class ProducerOnlyEndpoint extends DefaultEndpoint {

    protected ProducerOnlyEndpoint(String uri, Component component) {
        super(uri, component);
    }

    @Override
    public final Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(getEndpointUri() + " is no beginning of a flow");
    }

    @Override
    public boolean isSingletonProducer() {
        return true;
    }
}
