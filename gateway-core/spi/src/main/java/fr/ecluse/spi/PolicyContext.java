package fr.ecluse.spi;

import fr.ecluse.spi.config.Secret;
import fr.ecluse.spi.config.SecretRef;
import fr.ecluse.spi.state.SharedState;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;

/** What a policy may use. Given once, at creation; every part may be used from any thread. */
public interface PolicyContext {

    /** The flow that the policy is a step of. */
    String flow();

    /** The step's own name. */
    StepName step();

    /** Where the policy registers its meters; names start with {@code ecluse_}, labels never carry a person's data. */
    MeterRegistry meters();

    InstantSource clock();

    SharedState state();

    /** A client for calls of the policy's own; it follows no redirects. */
    HttpClient http();

    /**
     * Reads a secret.
     *
     * @throws IllegalArgumentException if the reference leads nowhere; the message names the reference, never a value
     */
    Secret secret(SecretRef reference);

    /** Replaces identifiers of persons by keyed pseudonyms, for everything that is written down. */
    Pseudonyms pseudonyms();

    /** The folder of durable state of this replica. */
    Path stateFolder();
}
