package fr.ecluse.plugin.access;

import fr.ecluse.plugin.access.AccessOptions.Cache;
import fr.ecluse.plugin.access.AccessOptions.Engine;
import fr.ecluse.plugin.access.AccessOptions.Log;
import fr.ecluse.plugin.access.engine.BundleOptions;
import fr.ecluse.plugin.access.engine.ServerOptions;
import fr.ecluse.plugin.access.shadow.ShadowOptions;
import fr.ecluse.spi.config.ByteSize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** Options for tests. */
final class Options {

    private static final Log LOG = new Log(Path.of("decisions/decisions.jsonl"), ByteSize.parse("1MB"));
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private Options() {}

    static AccessOptions server(URI url, boolean cached) {
        return server(url, cached, Path.of("no-bundle"));
    }

    /** The same with the bundle that says what the server's rules read. */
    static AccessOptions server(URI url, boolean cached, Path bundle) {
        return new AccessOptions(
                Engine.SERVER,
                bundle(Optional.of(bundle)),
                new ServerOptions(url, Duration.ofMillis(250)),
                new Cache(cached, ByteSize.parse("1MB")),
                LOG,
                new ShadowOptions(
                        bundle(Optional.empty()), 1, Path.of("decisions/shadow.jsonl"), ByteSize.parse("1MB")),
                ZONE);
    }

    /** The delivered rules in this process. */
    static AccessOptions embedded() {
        AccessOptions server = server(URI.create("http://127.0.0.1:1"), false);
        return new AccessOptions(
                Engine.EMBEDDED,
                bundle(Optional.empty()),
                server.server(),
                server.cache(),
                server.log(),
                server.shadow(),
                server.timeZone());
    }

    static BundleOptions bundle(Optional<Path> file) {
        return new BundleOptions(file, Optional.empty(), Optional.empty(), Duration.ofMillis(100), 2);
    }
}
