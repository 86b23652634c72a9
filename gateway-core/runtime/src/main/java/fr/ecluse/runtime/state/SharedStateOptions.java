package fr.ecluse.runtime.state;

import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.config.Option;
import java.time.Duration;

/** Where the state lives that replicas share. */
public record SharedStateOptions(
        @Option(
                value = "Where it lives: in this process, among the replicas themselves, or on Infinispan servers.",
                byDefault = "embedded")
        Mode mode,

        @Option(value = "How long one call may take before it fails.", byDefault = "2s")
        Duration timeout,

        @Option(
                value =
                        "How much memory each map may take on this replica, or on each server; beyond it, volatile maps "
                                + "forget what is used least, durable ones leave it to the disk.",
                byDefault = "64MB")
        ByteSize memoryPerMap,

        @Option(
                value =
                        "Whether durable entries are forced onto the disk before a call returns, so that they survive a "
                                + "failure of the machine, not only of the process.",
                byDefault = "false")
        boolean forceWrites,

        @Option("Mode cluster: how replicas find each other.")
        ClusterOptions cluster,

        @Option("Mode hot-rod: the servers.") HotRodOptions hotRod) {

    private static final long LEAST_MEMORY = 1L << 20;

    /** Where the state lives. */
    public enum Mode {
        EMBEDDED,
        CLUSTER,
        HOT_ROD
    }

    public SharedStateOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
        if (memoryPerMap.bytes() < LEAST_MEMORY) {
            throw new IllegalArgumentException("memory-per-map must be at least 1MB");
        }
        if (mode == Mode.HOT_ROD && hotRod.servers().isEmpty()) {
            throw new IllegalArgumentException("mode hot-rod needs hot-rod.servers");
        }
        if (cluster.tls().isPresent() && cluster.tls().get().keystore().isEmpty()) {
            throw new IllegalArgumentException("cluster.tls needs a keystore: replicas show each other certificates");
        }
    }
}
