package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.NamedText;
import fr.ecluse.runtime.Pseudonymizer;
import fr.ecluse.runtime.TextFolder;
import fr.ecluse.runtime.builtin.AdminApi;
import fr.ecluse.runtime.builtin.BuiltinComponent;
import fr.ecluse.runtime.builtin.ModelList;
import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.config.Secrets;
import fr.ecluse.runtime.connector.ConnectorComponent;
import fr.ecluse.runtime.contract.Contract;
import fr.ecluse.runtime.contract.ContractReader;
import fr.ecluse.runtime.contract.Contracts;
import fr.ecluse.runtime.flow.FlowLoader;
import fr.ecluse.runtime.flow.FlowWatcher;
import fr.ecluse.runtime.gate.Floor;
import fr.ecluse.runtime.gate.Gate;
import fr.ecluse.runtime.gate.TargetKind;
import fr.ecluse.runtime.gateway.Dispatcher;
import fr.ecluse.runtime.gateway.GatewayComponent;
import fr.ecluse.runtime.gateway.Mounts;
import fr.ecluse.runtime.gateway.Watchdog;
import fr.ecluse.runtime.health.Degradations;
import fr.ecluse.runtime.journal.Journals;
import fr.ecluse.runtime.model.ModelCatalogue;
import fr.ecluse.runtime.model.ModelComponent;
import fr.ecluse.runtime.plugin.Plugins;
import fr.ecluse.runtime.policy.PolicyComponent;
import fr.ecluse.runtime.reload.Reloader;
import fr.ecluse.runtime.state.SharedStateOptions;
import fr.ecluse.runtime.state.SharedStates;
import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.StepName;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway, put together and running. */
public final class Ecluse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ecluse.class);

    private static final Duration UPSTREAM_RETRY = Duration.ofSeconds(2);

    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private final EcluseOptions options;
    private final Contracts contracts;
    private final Mounts mounts = new Mounts();
    private final Vertx vertx;
    private final SharedStates state;
    private final Models models;
    private final Watchdog watchdog;
    private final Reloader reloader;
    private final FlowLoader flows;
    private final Degradations degradations;

    /**
     * What a gateway stands on.
     *
     * @param camel a started context; the gateway's components and routes go into it
     * @param configuration reads the whole configuration anew
     * @param watched files whose change calls for a reload
     * @param environment gives environment variables, for secrets
     * @param floor the steps that nothing leaves without, besides those that the configuration adds
     */
    public record Ground(
            CamelContext camel,
            Vertx vertx,
            MeterRegistry meters,
            Supplier<ConfigTree> configuration,
            List<Path> watched,
            Function<String, @Nullable String> environment,
            Floor floor) {}

    /**
     * Puts a gateway together and starts its flows.
     *
     * @throws RuntimeException that says what is wrong, if any of it is; nothing is left running then
     */
    public static Ecluse start(Ground ground) throws Exception {
        ConfigTree configuration = ground.configuration().get();
        Ecluse ecluse = null;
        try {
            ecluse = new Ecluse(ground, configuration);
            ecluse.flows.load(ecluse.routeFiles());
            ecluse.watchRoutes();
            ecluse.awaitUpstream();
            ecluse.warmUpState();
            return ecluse;
        } catch (Exception e) {
            if (ecluse != null) {
                ecluse.close();
            }
            throw e;
        }
    }

    private Ecluse(Ground ground, ConfigTree configuration) {
        this.vertx = ground.vertx();
        this.options = EcluseOptions.bind(configuration);
        Secrets secrets = new Secrets(ground.environment());
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        closeables.push(http::shutdownNow);
        this.degradations = new Degradations(ground.meters());
        this.contracts = Contracts.of(TextFolder.read(options.contracts().folder(), "META-INF/ecluse/openapi").stream()
                .map(ContractReader::read)
                .toList());
        Plugins plugins = keep(Plugins.load(options.plugins(), Ecluse.class.getClassLoader()));
        Floor floor = ground.floor()
                .with(Map.of(
                        TargetKind.MODEL, steps(options.gate().required().model()),
                        TargetKind.CONNECTOR, steps(options.gate().required().connector()),
                        TargetKind.BUILTIN, steps(options.gate().required().builtin())));

        this.models = new Models(new ModelsPart(secrets, http), options);
        Gate gate = new Gate(floor, ground.meters());
        this.watchdog = keep(new Watchdog());
        GatewayComponent gateway =
                new GatewayComponent(mounts, options.http(), watchdog, models::generation, ground.meters());
        this.state = keep(SharedStates.start(options.sharedState(), options.state(), secrets));
        PluginServices services = new PluginServices(
                ground.meters(),
                Clock.systemUTC(),
                state,
                http,
                secrets,
                Pseudonymizer.of(options.pseudonymKey().map(secrets::resolve), options.state()),
                new Journals(Clock.systemUTC(), ground.meters()),
                degradations,
                options.state(),
                new SharedParts());
        PolicyMaker maker = new PolicyMaker(plugins, configuration, services);
        ModelComponent model = modelComponent(gate);
        this.flows = new FlowLoader(ground.camel(), gateway, contracts, floor, maker);
        closeables.push(flows::stopAll); // after all that exchanges need has been pushed, so before it is closed
        this.reloader = keep(new Reloader(
                configuration,
                ground.configuration(),
                List.of(models, new Policies(flows, maker), new ConnectorCheck(), new BuiltinCheck(plugins)),
                ground.watched(),
                ground.meters()));

        plugins.components().forEach(ground.camel()::addComponent);
        ground.camel().addComponent("gateway", gateway);
        ground.camel().addComponent("policy", new PolicyComponent());
        ground.camel().addComponent("model", model);
        ground.camel()
                .addComponent(
                        "connector",
                        new ConnectorComponent(
                                gate,
                                ConnectorSetup.connectors(configuration.at("connectors"), ground.camel(), secrets)));
        ground.camel()
                .addComponent(
                        "builtin",
                        new BuiltinComponent(
                                gate,
                                BuiltinSetup.builtins(
                                        configuration, plugins, services, models::catalogue, ownBuiltins(plugins))));
    }

    /** Says how long exchanges may go on, since the gateway is about to stop; later they end with an error. */
    public void endWithin(Duration limit) {
        watchdog.endBy(Deadline.in(limit));
    }

    private Map<String, Builtin> ownBuiltins(Plugins plugins) {
        return Map.of(
                "models", new ModelList(models::catalogue),
                "admin", new AdminApi(flows, contracts, models::catalogue, plugins, reloader));
    }

    /** Has the state start before somebody waits for it, where others share it or something is kept in it. */
    private void warmUpState() {
        boolean alone = options.sharedState().mode() == SharedStateOptions.Mode.EMBEDDED;
        if (!alone || Files.isDirectory(options.state().resolve("shared-state"))) {
            state.warmUp();
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        closeables.push(part);
        return part;
    }

    private static List<StepName> steps(List<String> names) {
        return names.stream().map(StepName::parse).toList();
    }

    private ModelComponent modelComponent(Gate gate) {
        HttpClientOptions client = new HttpClientOptions()
                .setConnectTimeout((int) options.egress().connectTimeout().toMillis())
                .setMaxHeaderSize(32 * 1024)
                .setKeepAliveTimeout(60)
                .setVerifyHost(true);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(options.egress().maxConnections())
                .setMaxWaitQueueSize(-1);
        io.vertx.core.http.HttpClient created = vertx.createHttpClient(client, pool);
        closeables.push(
                () -> created.close().toCompletionStage().toCompletableFuture().get());
        return new ModelComponent(gate, created, options.egress());
    }

    private List<NamedText> routeFiles() {
        return TextFolder.read(options.routes().folder(), "META-INF/ecluse/routes");
    }

    private void watchRoutes() {
        if (options.routes().watch() && options.routes().folder().isPresent()) {
            keep(new FlowWatcher(this::routeFiles, flows));
        }
    }

    /** Asks a server that could not list its models at the start again, as long as it has not. */
    private void awaitUpstream() {
        if (impediment().isEmpty()) {
            return;
        }
        Thread asking = Thread.ofVirtual().name("ecluse-upstream").start(() -> {
            try {
                while (true) {
                    Thread.sleep(UPSTREAM_RETRY);
                    retryUpstream();
                }
            } catch (InterruptedException e) {
                // closed
            }
        });
        closeables.push(asking::interrupt);
    }

    private void retryUpstream() {
        try {
            models.retryUpstream();
        } catch (RuntimeException e) {
            LOG.warn("the upstream cannot be asked for its models: {}", e.getMessage());
        }
    }

    /** What serves a port's requests. */
    public Dispatcher dispatcher(Contract.Listener listener) {
        return new Dispatcher(vertx, listener, mounts, options.http());
    }

    public EcluseOptions options() {
        return options;
    }

    /** Why the gateway cannot do its work now; empty if it can. */
    public Optional<String> impediment() {
        return models.missing().map(why -> "no models from the upstream: " + why);
    }

    /** What does not work as it should although the gateway goes on, by part. */
    public Map<String, String> degradations() {
        return degradations.present();
    }

    public Reloader reloader() {
        return reloader;
    }

    public FlowLoader flows() {
        return flows;
    }

    public ModelCatalogue catalogue() {
        return models.catalogue();
    }

    /** Stops the flows, each when its last exchange is complete, then all else. */
    @Override
    public void close() {
        while (!closeables.isEmpty()) {
            try {
                closeables.pop().close();
            } catch (Exception e) {
                LOG.warn("a part did not stop: {}", e.toString());
            }
        }
    }
}
