package fr.ecluse.plugin.access.engine;

import fr.ecluse.spi.PluginContext;
import java.io.IOException;
import java.nio.file.Path;

/** Starts engines. */
public final class Engines {

    private Engines() {}

    /**
     * Rules inside this process.
     *
     * @throws IllegalArgumentException if there are none that can be taken
     */
    public static RulesEngine embedded(BundleOptions bundle, PluginContext context) {
        return embedded(bundle, context, "live");
    }

    /**
     * Rules inside this process that nobody enforces.
     *
     * @throws IllegalArgumentException if there are none that can be taken
     */
    public static RulesEngine candidate(BundleOptions bundle, PluginContext context) {
        return embedded(bundle, context, "candidate");
    }

    private static RulesEngine embedded(BundleOptions bundle, PluginContext context, String rules) {
        int instances = bundle.instances() > 0
                ? bundle.instances()
                : Runtime.getRuntime().availableProcessors();
        return new EmbeddedEngine(
                source(bundle, context),
                bundle.interval(),
                instances,
                new BundleWatch.Counters(context.meters(), rules));
    }

    /**
     * An OPA server; it need not be there yet.
     *
     * @param bundle the one that the server should have
     */
    public static RulesEngine server(ServerOptions server, BundleOptions bundle, PluginContext context) {
        return new ServerEngine(
                new DataApi(context.http(), server.url()),
                server.timeout(),
                new KnownProjections(source(bundle, context)));
    }

    /**
     * Rules to be tried outside of a gateway.
     *
     * @param bundle a file or a folder
     * @throws IllegalArgumentException if there are none that can be taken
     */
    public static Trial trial(Path bundle) {
        try {
            return new Trial(
                    new WasmRules(Bundle.of(new BundleFile(bundle).next().orElseThrow()), 1));
        } catch (BadBundleException | IOException e) {
            throw new IllegalArgumentException(
                    "the access rules of " + bundle + " cannot be tried: " + e.getMessage(), e);
        }
    }

    private static BundleSource source(BundleOptions options, PluginContext context) {
        BundleSource source = plain(options, context);
        return options.verificationKey()
                .<BundleSource>map(key -> new SignedBundle(source, new BundleSignature(context.secret(key))))
                .orElse(source);
    }

    private static BundleSource plain(BundleOptions options, PluginContext context) {
        if (options.file().isPresent()) {
            return new BundleFile(options.file().get());
        }
        return options.url().isPresent()
                ? new BundleUrl(context.http(), options.url().get())
                : new DeliveredBundle();
    }
}
