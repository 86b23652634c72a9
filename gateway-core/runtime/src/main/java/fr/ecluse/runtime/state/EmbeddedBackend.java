package fr.ecluse.runtime.state;

import fr.ecluse.runtime.config.Secrets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.infinispan.AdvancedCache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.conflict.MergePolicy;
import org.infinispan.context.Flag;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.partitionhandling.PartitionHandling;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;

/**
 * Caches in this process, alone or in a cluster with other replicas.
 *
 * <p>Alone, durable caches stand on the disk below {@code <state folder>/shared-state}: a call returns when the entry is
 * written to the file, so that it survives the process however that ends. Written is not forced: should the whole
 * machine fail, what its system had not yet brought to the disk is lost (on Linux, some 30 seconds), unless writes are
 * forced. In a cluster an entry survives on its other owners; the disk then only takes what memory cannot hold, and is
 * emptied at the start.
 */
final class EmbeddedBackend implements Backend {

    /** Each segment has an index file of its own; the many that are usual serve clusters. */
    private static final int SEGMENTS_WHEN_ALONE = 4;

    private final SharedStateOptions options;
    private final Path folder;
    private final FolderLock lock;
    private final DefaultCacheManager manager;

    private EmbeddedBackend(SharedStateOptions options, Path folder, FolderLock lock, DefaultCacheManager manager) {
        this.options = options;
        this.folder = folder;
        this.lock = lock;
        this.manager = manager;
    }

    /**
     * Starts it; takes a second or two.
     *
     * @throws IllegalStateException if another process uses the folder
     */
    static EmbeddedBackend start(SharedStateOptions options, Path stateFolder, Secrets secrets) {
        Path folder = stateFolder.resolve("shared-state").toAbsolutePath();
        FolderLock lock = FolderLock.take(folder);
        try {
            return new EmbeddedBackend(
                    options,
                    folder,
                    lock,
                    new DefaultCacheManager(manager(options, secrets).build(), true));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static GlobalConfigurationBuilder manager(SharedStateOptions options, Secrets secrets) {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        if (isCluster(options)) {
            global.clusteredDefault();
            global.transport()
                    .clusterName(options.cluster().name())
                    .addProperty(JGroupsTransport.CHANNEL_CONFIGURATOR, new ClusterChannel(options.cluster(), secrets));
        } else {
            global.nonClusteredDefault();
        }
        global.cacheContainer().statistics(false);
        global.metrics().gauges(false).histograms(false);
        global.jmx().disable();
        global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
        return global;
    }

    @Override
    public Entries open(String name, Retention retention) {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        cache.encoding().mediaType(MediaType.APPLICATION_OCTET_STREAM_TYPE);
        cache.locking().lockAcquisitionTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        if (isCluster(options)) {
            distribute(cache);
        } else {
            cache.clustering().hash().numSegments(SEGMENTS_WHEN_ALONE);
        }
        if (retention != Retention.COMPLETE) {
            cache.memory()
                    .maxSize(Long.toString(options.memoryPerMap().bytes()))
                    .whenFull(EvictionStrategy.REMOVE);
        }
        if (retention == Retention.DURABLE) {
            writeToDisk(cache, folder.resolve(name));
        }
        // It is there already if a former attempt got as far as this.
        if (manager.getCacheConfiguration(name) == null) {
            manager.defineConfiguration(name, cache.build());
        }
        AdvancedCache<byte[], byte[]> opened =
                manager.<byte[], byte[]>getCache(name).getAdvancedCache();
        return new CacheEntries(opened.withFlags(Flag.IGNORE_RETURN_VALUES), opened);
    }

    private void distribute(ConfigurationBuilder cache) {
        ClusterOptions cluster = options.cluster();
        cache.clustering()
                .cacheMode(CacheMode.DIST_SYNC)
                .remoteTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        cache.clustering().hash().numOwners(cluster.owners());
        if (cluster.whenSplit() == ClusterOptions.WhenSplit.REFUSE) {
            cache.clustering().partitionHandling().whenSplit(PartitionHandling.DENY_READ_WRITES);
        } else {
            cache.clustering()
                    .partitionHandling()
                    .whenSplit(PartitionHandling.ALLOW_READ_WRITES)
                    .mergePolicy(MergePolicy.PREFERRED_NON_NULL);
        }
    }

    private void writeToDisk(ConfigurationBuilder cache, Path files) {
        cache.persistence()
                .addSoftIndexFileStore()
                .dataLocation(files.resolve("data").toString())
                .indexLocation(files.resolve("index").toString())
                .syncWrites(options.forceWrites())
                .purgeOnStartup(isCluster(options));
    }

    private static boolean isCluster(SharedStateOptions options) {
        return options.mode() == SharedStateOptions.Mode.CLUSTER;
    }

    @Override
    public void close() {
        manager.stop();
        lock.close();
    }
}
