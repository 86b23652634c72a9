package fr.ecluse.app.edge;

import fr.ecluse.app.edge.Edge.Management;
import fr.ecluse.app.edge.EdgeLimits.MinimumPace;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.quarkus.vertx.http.runtime.options.HttpServerOptionsUtils;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the edge from its configuration. */
final class EdgeProducer {

    // At startup, because a failure while a server begins to listen would not stop the start.
    @Startup
    @Produces
    @Singleton
    Edge edge(
            EdgeConfig config,
            RefusalAnswer answers,
            Retirement retirement,
            CertificateChanges certificates,
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length") int requestLine,
            @ConfigProperty(name = "quarkus.http.limits.max-header-size") MemorySize headers,
            @ConfigProperty(name = "quarkus.http.limits.max-chunk-size") MemorySize chunk,
            SmallRyeConfig quarkus) {
        EdgeLimits limits = new EdgeLimits(
                requestLine,
                headers.asBigInteger().intValueExact(),
                chunk.asBigInteger().intValueExact(),
                config.pipelined(),
                config.headTime(),
                config.idleTime(),
                new MinimumPace(config.paceWindow(), config.pacePerSecond().asLongValue()),
                config.lingerTime(),
                config.lingerSize().asLongValue());
        return new Edge(
                limits,
                answers,
                retirement,
                certificates,
                new Management(managementPort(quarkus), config.managementClientCertificate()));
    }

    private static int managementPort(SmallRyeConfig quarkus) {
        int port = quarkus.getConfigMapping(ManagementConfig.class).determinePort(LaunchMode.current());
        return port == 0 ? HttpServerOptionsUtils.RANDOM_PORT_MANAGEMENT : port;
    }
}
