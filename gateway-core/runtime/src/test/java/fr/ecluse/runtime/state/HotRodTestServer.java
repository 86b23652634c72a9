package fr.ecluse.runtime.state;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.globalstate.ConfigurationStorage;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.infinispan.server.core.admin.embeddedserver.EmbeddedServerAdminOperationHandler;
import org.infinispan.server.hotrod.HotRodServer;
import org.infinispan.server.hotrod.configuration.HotRodServerConfigurationBuilder;

/** A real Hot Rod server, the only member of its cluster, on the loopback address. */
final class HotRodTestServer implements AutoCloseable {

    private final DefaultCacheManager caches;
    private final HotRodServer server = new HotRodServer();
    private final int port;

    private HotRodTestServer(DefaultCacheManager caches, int port) {
        this.caches = caches;
        this.port = port;
    }

    static HotRodTestServer start(Path folder) {
        return start(folder, StateSettings.freePort(), settings -> {});
    }

    static HotRodTestServer start(Path folder, int port, Consumer<HotRodServerConfigurationBuilder> settings) {
        HotRodTestServer started =
                new HotRodTestServer(new DefaultCacheManager(manager(folder).build(), true), port);
        HotRodServerConfigurationBuilder server = new HotRodServerConfigurationBuilder();
        server.host("127.0.0.1").port(port).adminOperationsHandler(new EmbeddedServerAdminOperationHandler());
        settings.accept(server);
        started.server.start(server.build(), started.caches);
        started.server.postStart();
        return started;
    }

    private static GlobalConfigurationBuilder manager(Path folder) {
        ClusterOptions cluster = StateSettings.options(
                        "cluster.name", "servers", "cluster.bind-port", Integer.toString(StateSettings.freePort()))
                .cluster();
        GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
        global.transport()
                .clusterName("servers")
                .addProperty(
                        JGroupsTransport.CHANNEL_CONFIGURATOR, new ClusterChannel(cluster, StateSettings.secrets()));
        global.globalState()
                .enable()
                .persistentLocation(folder.toString())
                .configurationStorage(ConfigurationStorage.OVERLAY);
        global.jmx().disable();
        global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
        return global;
    }

    int port() {
        return port;
    }

    /** The options of a gateway that uses it. */
    String[] options(String timeout) {
        return new String[] {"mode", "hot-rod", "timeout", timeout, "hot-rod.servers", "127.0.0.1:" + port};
    }

    @Override
    public void close() {
        server.stop();
        caches.stop();
    }
}
