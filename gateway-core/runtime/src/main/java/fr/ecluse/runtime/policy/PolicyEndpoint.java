package fr.ecluse.runtime.policy;

import fr.ecluse.runtime.ProducerOnlyEndpoint;
import fr.ecluse.spi.StepName;
import org.apache.camel.Producer;

/** One step name; which policy stands behind it depends on the flow of the exchange. */
final class PolicyEndpoint extends ProducerOnlyEndpoint {

    private final StepName step;

    PolicyEndpoint(String uri, PolicyComponent component, StepName step) {
        super(uri, component);
        this.step = step;
    }

    @Override
    public Producer createProducer() {
        return new PolicyProducer(this, step);
    }
}
