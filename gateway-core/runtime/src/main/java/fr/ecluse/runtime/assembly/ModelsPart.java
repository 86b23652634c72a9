package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.Secrets;
import fr.ecluse.runtime.gate.Generation;
import fr.ecluse.runtime.model.Deployment;
import fr.ecluse.runtime.model.DeploymentOptions;
import fr.ecluse.runtime.model.Model;
import fr.ecluse.runtime.model.ModelCatalogue;
import fr.ecluse.runtime.model.ModelOptions;
import fr.ecluse.runtime.model.UpstreamDiscovery;
import fr.ecluse.spi.config.Secret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the catalogue of models from the configuration, and from an upstream that is asked for its models. */
final class ModelsPart {

    private static final Logger LOG = LoggerFactory.getLogger(ModelsPart.class);

    private final Secrets secrets;
    private final HttpClient client;

    /** Models of the upstream's that were told to be hidden by a configured alias. */
    private final Set<String> hidden = ConcurrentHashMap.newKeySet();

    ModelsPart(Secrets secrets, HttpClient client) {
        this.secrets = secrets;
        this.client = client;
    }

    /**
     * What a configuration says about models and zones.
     *
     * @param generation the models and zones
     * @param missing why the upstream's models are not there, if they are not
     */
    record Built(Generation generation, Optional<String> missing) {}

    /**
     * Builds it all. An alias of the configuration wins over a model of that name of the upstream's.
     *
     * @throws IllegalArgumentException if a deployment stands in a zone that does not exist, or a secret is missing
     */
    Built build(EcluseOptions options, long number) {
        List<Model> models = new ArrayList<>();
        for (Map.Entry<String, ModelOptions> entry : options.models().entrySet()) {
            models.add(model(entry.getKey(), entry.getValue(), options));
        }
        Optional<String> missing = Optional.empty();
        if (options.upstream().isPresent()) {
            EcluseOptions.Upstream upstream = options.upstream().get();
            requireZone("upstream", upstream.zone(), options);
            Optional<Secret> key = upstream.apiKey().map(secrets::resolve);
            try {
                for (Model model : new UpstreamDiscovery(client, upstream.url(), key, upstream.zone()).models()) {
                    if (options.models().containsKey(model.alias())) {
                        tellHidden(model.alias());
                    } else {
                        models.add(model);
                    }
                }
            } catch (IOException e) {
                missing = Optional.of(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                missing = Optional.of("interrupted");
            }
        }
        ModelCatalogue catalogue = new ModelCatalogue(models, Instant.now().getEpochSecond());
        return new Built(new Generation(number, options.zones(), catalogue), missing);
    }

    private void tellHidden(String alias) {
        if (hidden.add(alias)) {
            LOG.warn("the upstream's model '{}' is not served: ecluse.models has an alias of that name", alias);
        }
    }

    private Model model(String alias, ModelOptions model, EcluseOptions options) {
        List<Deployment> deployments = new ArrayList<>();
        for (DeploymentOptions deployment : model.deployments()) {
            requireZone("models." + alias, deployment.zone(), options);
            deployments.add(new Deployment(
                    deployment.id(),
                    deployment.baseUrl(),
                    deployment.apiKey().map(secrets::resolve),
                    deployment.model().orElse(alias),
                    deployment.zone(),
                    deployment.price()));
        }
        return Model.of(alias, model, deployments);
    }

    private static void requireZone(String where, String zone, EcluseOptions options) {
        if (!options.zones().containsKey(zone)) {
            throw new IllegalArgumentException("ecluse." + where + ": there is no zone '" + zone + "'; there are "
                    + options.zones().keySet());
        }
    }
}
