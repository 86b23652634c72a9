package fr.ecluse.plugin.access.engine;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;

/** Starts engines. */
public final class Engines {

    private Engines() {}

    /**
     * Rules inside this process.
     *
     * @throws IllegalArgumentException if there are none that can be taken
     */
    public static RulesEngine embedded(BundleOptions bundle, HttpClient http, MeterRegistry meters) {
        int instances = bundle.instances() > 0
                ? bundle.instances()
                : Runtime.getRuntime().availableProcessors();
        return new EmbeddedEngine(source(bundle, http), bundle.interval(), instances, meters);
    }

    /**
     * An OPA server; it need not be there yet.
     *
     * @param bundle the one that the server should have
     */
    public static RulesEngine server(ServerOptions server, BundleOptions bundle, HttpClient http) {
        return new ServerEngine(
                new DataApi(http, server.url()), server.timeout(), new KnownProjections(source(bundle, http)));
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

    private static BundleSource source(BundleOptions options, HttpClient http) {
        if (options.file().isPresent()) {
            return new BundleFile(options.file().get());
        }
        return options.url().isPresent() ? new BundleUrl(http, options.url().get()) : new DeliveredBundle();
    }
}
