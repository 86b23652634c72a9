package fr.ecluse.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.annotation.Priority;
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
 * Says where the gateway listens, in the file that {@code ECLUSE_READY_FILE} names, for the launcher, which cannot know
 * what an operator's configuration made of the ports. No configuration moves the file, since the launcher waits for it.
 */
@ApplicationScoped
class ReadyFile {

    private final Optional<Path> file;
    private final int managementPort;
    private final boolean managementTls;

    ReadyFile(
            @ConfigProperty(name = "quarkus.management.port") int managementPort,
            @ConfigProperty(name = "quarkus.management.tls-configuration-name") Optional<String> managementTls) {
        this.file = Optional.ofNullable(System.getenv("ECLUSE_READY_FILE")).map(Path::of);
        this.managementPort = managementPort;
        this.managementTls = managementTls.isPresent();
    }

    /** One that a crash left behind would say that this gateway is ready. */
    void onStart(@Observes @Priority(1) StartupEvent event) throws IOException {
        delete();
    }

    void onHttp(@ObservesAsync HttpServerStart start) throws IOException {
        write("http", start.options());
    }

    void onHttps(@ObservesAsync HttpsServerStart start) throws IOException {
        write("https", start.options());
    }

    private synchronized void write(String scheme, HttpServerOptions options) throws IOException {
        if (file.isEmpty() || scheme.equals("https") && Files.exists(file.get())) {
            return;
        }
        String text = "url " + scheme + "://127.0.0.1:" + options.getPort() + "\nmanagement "
                + (managementTls ? "https" : "http") + "://127.0.0.1:" + managementPort + "\n";
        Path draft = file.get().resolveSibling(file.get().getFileName() + ".draft");
        Files.writeString(draft, text);
        Files.move(draft, file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void onStop(@Observes ShutdownEvent event) throws IOException {
        delete();
    }

    private void delete() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
