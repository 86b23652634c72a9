package fr.ecluse.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started when the flows have been loaded. */
@Startup
@ApplicationScoped
class StartedGateway implements HealthCheck {

    private final Gateway gateway;

    StartedGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("flows")
                .status(gateway.running().isPresent())
                .build();
    }
}
