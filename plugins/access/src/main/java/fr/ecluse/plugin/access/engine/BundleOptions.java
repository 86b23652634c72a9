package fr.ecluse.plugin.access.engine;

import fr.ecluse.spi.config.Option;
import fr.ecluse.spi.config.SecretRef;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where rules come from. */
public record BundleOptions(
        @Option("A bundle that OPA built for Wasm, or a folder with its files; the delivered one if neither this"
                + " nor a url is given.")
        Optional<Path> file,

        @Option("A web server's bundle, asked for with its ETag.")
        Optional<URI> url,

        @Option("The public key, in PEM, of who signs bundles (opa sign); with one, others are not taken.")
        Optional<SecretRef> verificationKey,

        @Option(value = "How often a newer one is looked for.", byDefault = "1s")
        Duration interval,

        @Option(value = "How many decisions can be made at a time; 0: one for each processor.", byDefault = "0")
        int instances) {

    public BundleOptions {
        if (file.isPresent() && url.isPresent()) {
            throw new IllegalArgumentException("file and url: only one of them");
        }
        if (verificationKey.isPresent() && file.isEmpty() && url.isEmpty()) {
            throw new IllegalArgumentException("verification-key: the delivered bundle is not signed");
        }
        if (interval.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("interval: must be at least 100ms");
        }
        if (instances < 0 || instances > 256) {
            throw new IllegalArgumentException("instances: from 0 to 256");
        }
    }
}
