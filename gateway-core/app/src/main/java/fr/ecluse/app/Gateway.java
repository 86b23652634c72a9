package fr.ecluse.app;

import fr.ecluse.runtime.assembly.Ecluse;
import fr.ecluse.runtime.contract.Contract.Listener;
import fr.ecluse.runtime.gate.Floor;
import fr.ecluse.runtime.gateway.Dispatcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Starts the gateway on the platform's ports, and stops it with them. */
@ApplicationScoped
public class Gateway {

    /** After the platform's own routes, such as the answers to browsers' preflights. */
    private static final int LAST = 1_000_000;

    private static final int FIRST = Integer.MIN_VALUE;

    private final CompletableFuture<Router> publicPort = new CompletableFuture<>();
    private final CompletableFuture<Router> managementPort = new CompletableFuture<>();
    private volatile @Nullable Ecluse ecluse;

    // The order in which the platform announces its parts is not ours to know, so whichever comes first waits.

    void onPublicPort(@Observes Router router) {
        publicPort.complete(router);
    }

    void onManagementPort(@Observes ManagementInterface management) {
        managementPort.complete(management.router());
    }

    void onStart(@Observes StartupEvent event, CamelContext camel, Vertx vertx, MeterRegistry meters, Config config)
            throws Exception {
        PlatformConfiguration configuration = new PlatformConfiguration(config.unwrap(SmallRyeConfig.class));
        String platformRoot = config.getValue("quarkus.management.root-path", String.class) + "/";
        Ecluse started = Ecluse.start(new Ecluse.Ground(
                camel,
                vertx,
                meters,
                configuration::read,
                ExtraConfiguration.watched(),
                System::getenv,
                isMeasured() ? Floor.bare() : Floor.delivered()));
        ecluse = started;
        publicPort.thenAccept(router -> mountPublic(router, started.dispatcher(Listener.PUBLIC)));
        managementPort.thenAccept(
                router -> mountManagement(router, platformRoot, started.dispatcher(Listener.MANAGEMENT)));
    }

    /** The bench alone leaves policies out, to show what they cost. */
    private static boolean isMeasured() {
        return ConfigUtils.isProfileActive("bench");
    }

    private static void mountPublic(Router router, Dispatcher dispatcher) {
        router.route().order(LAST).handler(context -> dispatcher.handle(context.request()));
    }

    private static void mountManagement(Router router, String platformRoot, Dispatcher dispatcher) {
        removeWhatServesEveryPath(router);
        router.route().order(FIRST).handler(context -> {
            HttpServerRequest request = context.request();
            if (request.method() == HttpMethod.GET && context.normalizedPath().startsWith(platformRoot)) {
                context.next();
                return;
            }
            if (!request.isEnded()) {
                request.pause();
            }
            dispatcher.handle(request);
        });
    }

    /**
     * On its management port the platform reads every body, forms with files included, and lets the scripts of every
     * site in. Nothing of the platform's own there needs either, and for the gateway's operations both would be wrong.
     */
    private static void removeWhatServesEveryPath(Router router) {
        for (Route route : router.getRoutes()) { // in order of precedence
            if (route.getPath() != null) {
                return;
            }
            route.remove();
        }
    }

    /** The platform will cut what is open when its timeout has passed; until then there is time to say so. */
    void onStopAnnounced(@Observes ShutdownDelayInitiatedEvent event, Config config) {
        Duration delay = config.getOptionalValue("quarkus.shutdown.delay", Duration.class)
                .orElse(Duration.ZERO);
        Optional<Duration> timeout = config.getOptionalValue("quarkus.shutdown.timeout", Duration.class);
        running()
                .ifPresent(gateway -> timeout.ifPresent(limit ->
                        gateway.endWithin(delay.plus(limit.multipliedBy(9).dividedBy(10)))));
    }

    void onStop(@Observes ShutdownEvent event) {
        Ecluse running = ecluse;
        if (running != null) {
            running.close();
        }
    }

    /** The gateway, once it has started. */
    public Optional<Ecluse> running() {
        return Optional.ofNullable(ecluse);
    }
}
