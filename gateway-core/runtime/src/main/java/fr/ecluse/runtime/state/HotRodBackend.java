package fr.ecluse.runtime.state;

import fr.ecluse.runtime.config.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.configuration.ConfigurationBuilder;
import org.infinispan.commons.configuration.StringConfiguration;
import org.infinispan.commons.marshall.IdentityMarshaller;
import org.jspecify.annotations.Nullable;

/** Caches on Infinispan servers. */
final class HotRodBackend implements Backend {

    private final SharedStateOptions options;
    private final RemoteCacheManager manager;

    private HotRodBackend(SharedStateOptions options, RemoteCacheManager manager) {
        this.options = options;
        this.manager = manager;
    }

    /** Starts the client; the servers are only reached when a cache is opened. */
    static HotRodBackend start(SharedStateOptions options, Secrets secrets) {
        return new HotRodBackend(
                options, new RemoteCacheManager(client(options, secrets).build(), true));
    }

    private static ConfigurationBuilder client(SharedStateOptions options, Secrets secrets) {
        HotRodOptions servers = options.hotRod();
        int timeoutMillis = Math.toIntExact(options.timeout().toMillis());
        ConfigurationBuilder client = new ConfigurationBuilder();
        client.marshaller(IdentityMarshaller.INSTANCE)
                .connectionTimeout(timeoutMillis)
                .socketTimeout(timeoutMillis)
                .maxRetries(1);
        servers.servers()
                .forEach(server -> client.addServer().host(server.host()).port(server.port()));
        if (servers.username().isPresent() && servers.password().isPresent()) {
            client.security()
                    .authentication()
                    .enable()
                    .saslMechanism(servers.mechanism())
                    .username(servers.username().get())
                    .password(secrets.resolve(servers.password().get()).reveal());
        }
        servers.tls().ifPresent(tls -> encrypt(client, tls, servers, secrets));
        return client;
    }

    private static void encrypt(ConfigurationBuilder client, TlsOptions tls, HotRodOptions servers, Secrets secrets) {
        try {
            client.security()
                    .ssl()
                    .enable()
                    .sslContext(tls.context(secrets))
                    .sniHostName(servers.serverName()
                            .orElseGet(() -> servers.servers().getFirst().host()))
                    .hostnameValidation(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Entries open(String name, Retention retention) {
        String remoteName = options.hotRod().cachePrefix() + name;
        @Nullable RemoteCache<byte[], byte[]> existing = manager.getCache(remoteName);
        return new RemoteEntries(
                existing == null
                        ? manager.administration()
                                .getOrCreateCache(
                                        remoteName, new StringConfiguration(definition(remoteName, retention)))
                        : existing);
    }

    private String definition(String remoteName, Retention retention) {
        String memory = retention == Retention.COMPLETE
                ? ""
                : "<memory max-size=\"%d\" when-full=\"REMOVE\"/>"
                        .formatted(options.memoryPerMap().bytes());
        String disk = retention == Retention.DURABLE ? "<persistence><file-store/></persistence>" : "";
        return "<distributed-cache name=\"%s\" mode=\"SYNC\" owners=\"2\">%s%s%s</distributed-cache>"
                .formatted(remoteName, "<encoding media-type=\"application/octet-stream\"/>", memory, disk);
    }

    @Override
    public void close() {
        manager.stop();
    }
}
