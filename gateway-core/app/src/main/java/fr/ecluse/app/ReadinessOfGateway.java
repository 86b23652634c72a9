package fr.ecluse.app;

import fr.ecluse.runtime.assembly.Ecluse;
import fr.ecluse.runtime.reload.Reloader;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the flows run and there are models to serve. A configuration that could not be reloaded, and access rules that
 * could not be taken, show here too but do not make the gateway unready: the former ones go on.
 */
@Readiness
@ApplicationScoped
class ReadinessOfGateway implements HealthCheck {

    private final Gateway gateway;

    ReadinessOfGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("gateway");
        Optional<Ecluse> running = gateway.running();
        if (running.isEmpty()) {
            return response.down().build();
        }
        Optional<String> impediment = running.get().impediment();
        Reloader.Status configuration = running.get().reloader().status();
        response.withData("generation", configuration.generation());
        configuration.lastError().ifPresent(error -> response.withData("reload-error", error));
        running.get().degradations().forEach((part, what) -> response.withData("degraded-" + part, what));
        impediment.ifPresent(why -> response.withData("impediment", why));
        return response.status(impediment.isEmpty()).build();
    }
}
