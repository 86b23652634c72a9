package fr.ecluse.runtime.model;

import fr.ecluse.runtime.ProducerOnlyEndpoint;
import fr.ecluse.runtime.gate.Gate;
import io.vertx.core.http.HttpClient;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;

/** {@code model:<kind>}: serves the model that the request's body names. */
public final class ModelComponent extends DefaultComponent {

    private static final List<String> KINDS = List.of("chat", "embeddings");

    private final Gate gate;
    private final HttpClient client;
    private final UpstreamLimits limits;

    public ModelComponent(Gate gate, HttpClient client, UpstreamLimits limits) {
        this.gate = gate;
        this.client = client;
        this.limits = limits;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (!KINDS.contains(remaining)) {
            throw new IllegalArgumentException("there is no kind of model '" + remaining + "'; there are " + KINDS);
        }
        return new ProducerOnlyEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new ModelProducer(this, remaining, gate, client, limits);
            }
        };
    }
}
