package fr.ecluse.runtime.builtin;

import fr.ecluse.runtime.ProducerOnlyEndpoint;
import fr.ecluse.runtime.gate.Gate;
import fr.ecluse.spi.Builtin;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;

/** {@code builtin:<name>}. */
public final class BuiltinComponent extends DefaultComponent {

    private final Gate gate;
    private final Map<String, Builtin> builtins;

    public BuiltinComponent(Gate gate, Map<String, Builtin> builtins) {
        this.gate = gate;
        this.builtins = Map.copyOf(builtins);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Builtin builtin = builtins.get(remaining);
        if (builtin == null) {
            throw new IllegalArgumentException(
                    "there is no builtin '" + remaining + "'; there are " + builtins.keySet());
        }
        return new ProducerOnlyEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new BuiltinProducer(this, builtin, gate);
            }
        };
    }
}
