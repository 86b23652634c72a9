package fr.ecluse.spi;

import fr.ecluse.spi.config.Secret;
import fr.ecluse.spi.config.SecretRef;
import fr.ecluse.spi.state.SharedState;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** What a plugin may use, whatever it makes. Given once, at creation; every part may be used from any thread. */
public interface PluginContext {

    /** Where the plugin registers its meters; names start with {@code ecluse_}, labels never carry a person's data. */
    MeterRegistry meters();

    InstantSource clock();

    SharedState state();

    /** A client for calls of the plugin's own; it follows no redirects. */
    HttpClient http();

    /**
     * Reads a secret.
     *
     * @throws IllegalArgumentException if the reference leads nowhere; the message names the reference, never a value
     */
    Secret secret(SecretRef reference);

    /** Replaces identifiers of persons by keyed pseudonyms, for everything that is written down. */
    Pseudonyms pseudonyms();

    /**
     * Opens a file of records, or joins those who write to it already.
     *
     * @throws IllegalArgumentException if somebody writes the same file with another size
     * @throws java.io.UncheckedIOException if it cannot be written to
     */
    Journal journal(JournalPlace place);

    /**
     * Shows in the gateway's health, and in {@code ecluse_degraded}, what does not work as it should although the gateway
     * goes on, such as newer rules that could not be taken.
     *
     * @param part what it is about: lower case, digits, hyphens
     * @param problem asked from any thread at any time; empty when all is well
     * @return ends it
     */
    Registration showInHealth(String part, Supplier<Optional<String>> problem);

    /** The folder of durable state of this replica. */
    Path stateFolder();

    /**
     * A part that the plugin's policies and builtins have in common, such as a cache: made at the first call, and the
     * same for every later one as long as the gateway runs. It is named by a class of the plugin's own, so no plugin gets
     * another one's.
     *
     * @param maker makes it; asks for no other part
     */
    <T> T shared(Class<T> type, Supplier<T> maker);
}
