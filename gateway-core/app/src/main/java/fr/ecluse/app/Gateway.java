package fr.ecluse.app;

import fr.ecluse.runtime.assembly.Ecluse;
import fr.ecluse.runtime.contract.Contract.Listener;
import fr.ecluse.runtime.gateway.Dispatcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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
        Ecluse started = Ecluse.start(new Ecluse.Ground(
                camel, vertx, meters, configuration::read, ExtraConfiguration.watched(), System::getenv));
        ecluse = started;
        publicPort.thenAccept(router -> mount(router, started.dispatcher(Listener.PUBLIC)));
        managementPort.thenAccept(router -> mount(router, started.dispatcher(Listener.MANAGEMENT)));
    }

    private static void mount(Router router, Dispatcher dispatcher) {
        router.route().order(LAST).handler(context -> dispatcher.handle(context.request()));
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
