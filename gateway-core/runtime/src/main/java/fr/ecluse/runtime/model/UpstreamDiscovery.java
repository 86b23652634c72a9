package fr.ecluse.runtime.model;

import fr.ecluse.spi.config.Secret;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks an OpenAI-compatible server for its models; each becomes an alias of the same name. */
public final class UpstreamDiscovery {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI url;
    private final Optional<Secret> key;
    private final String zone;

    public UpstreamDiscovery(HttpClient client, URI url, Optional<Secret> key, String zone) {
        DeploymentOptions.requireHttp(url);
        this.client = client;
        this.url = url;
        this.key = key;
        this.zone = zone;
    }

    /**
     * The models that the server has now.
     *
     * @throws IOException if it cannot be asked, or its answer is no list of models
     */
    public List<Model> models() throws IOException, InterruptedException {
        String base = url.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/models"))
                .timeout(LIMIT);
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("the upstream's list of models came with status " + answer.statusCode());
        }
        try {
            if (JsonDocument.parse(answer.body()).root() instanceof JsonObject list
                    && list.get("data").orElse(null) instanceof JsonArray data) {
                return models(data);
            }
        } catch (MalformedJsonException e) {
            throw new IOException("the upstream's list of models is not JSON", e);
        }
        throw new IOException("the upstream's list of models has no data");
    }

    private List<Model> models(JsonArray data) {
        List<Model> models = new ArrayList<>();
        for (var entry : data.items()) {
            if (entry instanceof JsonObject model) {
                model.text("id")
                        .ifPresent(id -> models.add(
                                Model.of(id, new Deployment("upstream", url, key, id, zone, Optional.empty()))));
            }
        }
        return models;
    }
}
