package fr.ecluse.runtime.state;

import fr.ecluse.runtime.config.ConfigSource;
import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.config.Environment;
import fr.ecluse.runtime.config.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options as an operator would write them. */
final class StateSettings {

    /** The environment that secrets are read from. */
    static final Map<String, String> ENVIRONMENT = Map.of("STORE_PASSWORD", "changeit", "HOT_ROD_PASSWORD", "s3cret");

    private StateSettings() {}

    static Secrets secrets() {
        return new Secrets(ENVIRONMENT::get);
    }

    /** Options of alternating keys and values below {@code ecluse.shared-state}. */
    static SharedStateOptions options(String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put("ecluse.shared-state." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return ConfigTree.of(List.of(new ConfigSource("test", 1, values)), Environment.none())
                .at("shared-state")
                .bind(SharedStateOptions.class);
    }

    static SharedStates start(Path stateFolder, String... keysAndValues) {
        return SharedStates.start(options(keysAndValues), stateFolder, secrets());
    }

    /** A port of the loopback address that nobody listens on. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // The one 100 above must be a port too.
            return socket.getLocalPort() < 65_000 ? socket.getLocalPort() : freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
