package fr.ecluse.app;

import fr.ecluse.runtime.assembly.Ecluse;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says in the file {@code ready} of the state folder where the gateway listens, for the launcher, which cannot know
 * what an operator's configuration made of the ports.
 */
@ApplicationScoped
class ReadyFile {

    private final Gateway gateway;
    private final int managementPort;
    private final boolean managementTls;

    ReadyFile(
            Gateway gateway,
            @ConfigProperty(name = "quarkus.management.port") int managementPort,
            @ConfigProperty(name = "quarkus.management.tls-configuration-name") Optional<String> managementTls) {
        this.gateway = gateway;
        this.managementPort = managementPort;
        this.managementTls = managementTls.isPresent();
    }

    void onHttp(@ObservesAsync HttpServerStart start) throws IOException {
        write("http", start.options());
    }

    void onHttps(@ObservesAsync HttpsServerStart start) throws IOException {
        write("https", start.options());
    }

    private synchronized void write(String scheme, HttpServerOptions options) throws IOException {
        Optional<Path> file = file();
        if (file.isEmpty() || scheme.equals("https") && Files.exists(file.get())) {
            return;
        }
        String text = "url " + scheme + "://127.0.0.1:" + options.getPort() + "\nmanagement "
                + (managementTls ? "https" : "http") + "://127.0.0.1:" + managementPort + "\n";
        Path draft = file.get().resolveSibling("ready.draft");
        Files.createDirectories(draft.getParent());
        Files.writeString(draft, text);
        Files.move(draft, file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void onStop(@Observes ShutdownEvent event) throws IOException {
        Optional<Path> file = file();
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }

    private Optional<Path> file() {
        return gateway.running()
                .map(Ecluse::options)
                .filter(options -> options.readyFile())
                .map(options -> options.state().resolve("ready"));
    }
}
