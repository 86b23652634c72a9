package fr.ecluse.app.edge;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Asks clients of the public port for a certificate, as configured; Quarkus' own setting is fixed at build time. */
@Singleton
final class PublicClientCertificate implements HttpServerOptionsCustomizer {

    private final EdgeConfig config;

    PublicClientCertificate(EdgeConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setClientAuth(config.clientCertificate());
    }
}
