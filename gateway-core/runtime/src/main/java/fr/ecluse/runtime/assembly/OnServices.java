package fr.ecluse.runtime.assembly;

import fr.ecluse.spi.Journal;
import fr.ecluse.spi.JournalPlace;
import fr.ecluse.spi.PluginContext;
import fr.ecluse.spi.Pseudonyms;
import fr.ecluse.spi.Registration;
import fr.ecluse.spi.config.Secret;
import fr.ecluse.spi.config.SecretRef;
import fr.ecluse.spi.state.SharedState;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** A context that gives what all plugins share. */
interface OnServices extends PluginContext {

    PluginServices services();

    @Override
    default MeterRegistry meters() {
        return services().meters();
    }

    @Override
    default InstantSource clock() {
        return services().clock();
    }

    @Override
    default SharedState state() {
        return services().state();
    }

    @Override
    default HttpClient http() {
        return services().http();
    }

    @Override
    default Secret secret(SecretRef reference) {
        return services().secrets().resolve(reference);
    }

    @Override
    default Pseudonyms pseudonyms() {
        return services().pseudonyms();
    }

    @Override
    default Path stateFolder() {
        return services().stateFolder();
    }

    @Override
    default <T> T shared(Class<T> type, Supplier<T> maker) {
        return services().parts().part(type, maker);
    }

    @Override
    default Journal journal(JournalPlace place) {
        return services()
                .journals()
                .open(
                        services().stateFolder().resolve(place.file()),
                        place.maxSize().bytes());
    }

    @Override
    default Registration showInHealth(String part, Supplier<Optional<String>> problem) {
        return services().degradations().add(part, problem);
    }
}
