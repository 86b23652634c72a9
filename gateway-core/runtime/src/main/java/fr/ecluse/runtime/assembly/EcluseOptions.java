package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.gate.Zone;
import fr.ecluse.runtime.gateway.HttpLimits;
import fr.ecluse.runtime.model.ModelOptions;
import fr.ecluse.runtime.model.UpstreamLimits;
import fr.ecluse.runtime.plugin.PluginOptions;
import fr.ecluse.runtime.state.SharedStateOptions;
import fr.ecluse.spi.config.Option;
import fr.ecluse.spi.config.SecretRef;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything under {@code ecluse.*} but what belongs to plugins ({@code ecluse.policies}, {@code ecluse.flows}, {@code ecluse.builtins}) and
 * the connectors, whose endpoints have options of their own.
 */
public record EcluseOptions(
        @Option(value = "The folder of durable state.", byDefault = ".ecluse/state")
        Path state,

        @Option("Where flows come from.") Routes routes,
        @Option("Where contracts come from.") ContractFolder contracts,
        @Option("Where plugins come from.") PluginOptions plugins,

        @Option("What must have run before a request may leave.")
        GateOptions gate,

        @Option("Where things run, by name.") Map<String, Zone> zones,
        @Option("Models, by the alias that callers use.") Map<String, ModelOptions> models,

        @Option("A server whose own models become the aliases.")
        Optional<Upstream> upstream,

        @Option("The conversation with what serves models.") UpstreamLimits egress,
        @Option("The conversation with callers.") HttpLimits http,
        @Option("State that replicas share.") SharedStateOptions sharedState,

        @Option("The key of pseudonyms; made in the state folder if not given.")
        Optional<SecretRef> pseudonymKey) {

    /** Binds all of it. */
    static EcluseOptions bind(ConfigTree configuration) {
        return configuration
                .without("policies", "flows", "builtins", "connectors", "config", "edge")
                .bind(EcluseOptions.class);
    }

    /** Flows and templates. */
    public record Routes(
            @Option("The folder; the delivered flows if not given.")
            Optional<Path> folder,

            @Option(value = "Whether changed files take effect at once, for authors.", byDefault = "false")
            boolean watch) {}

    /** OpenAPI documents. */
    public record ContractFolder(
            @Option("The folder; the delivered contracts if not given.")
            Optional<Path> folder) {}

    /** Additions to the platform's floor. */
    public record GateOptions(
            @Option("Further steps by kind of target; the delivered ones always count.")
            Required required) {}

    /** Steps as {@code policy} or {@code policy@phase}. */
    public record Required(
            @Option("Before model: steps.") List<String> model,
            @Option("Before connector: steps.") List<String> connector,
            @Option("Before builtin: steps.") List<String> builtin) {}

    /** An OpenAI-compatible server. */
    public record Upstream(
            @Option("Where it is, with its /v1.") URI url,
            @Option("The key that the gateway shows there.") Optional<SecretRef> apiKey,

            @Option(value = "The zone that it runs in.", byDefault = "external")
            String zone) {}
}
