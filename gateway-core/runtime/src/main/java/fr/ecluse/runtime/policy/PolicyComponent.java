package fr.ecluse.runtime.policy;

import fr.ecluse.spi.StepName;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code policy:<name>[?phase=<phase>]}. */
public final class PolicyComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Optional<String> phase = Optional.ofNullable((String) parameters.remove("phase"));
        return new PolicyEndpoint(uri, this, new StepName(remaining, phase));
    }
}
