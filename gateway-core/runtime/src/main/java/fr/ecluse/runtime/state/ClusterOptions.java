package fr.ecluse.runtime.state;

import fr.ecluse.spi.config.Option;
import java.util.List;
import java.util.Optional;

/** How replicas form a cluster of their own. */
public record ClusterOptions(
        @Option(value = "The cluster's name; replicas of another name do not join.", byDefault = "ecluse")
        String name,

        @Option(value = "The address that this replica listens on for the others.", byDefault = "127.0.0.1")
        String bindAddress,

        @Option(
                value = "The port that this replica listens on for the others; 100 above it, it listens for them to "
                        + "notice when it fails.",
                byDefault = "7800")
        int bindPort,

        @Option("Where replicas are looked for, as host:port; this one may be among them.")
        List<HostPort> initialHosts,

        @Option(value = "On how many replicas each entry stands.", byDefault = "2")
        int owners,

        @Option(
                value =
                        "What becomes of calls when the network splits the cluster: continue lets each side go on alone "
                                + "(a lease may then be held twice, and one side's counts are lost when they meet again), "
                                + "refuse fails calls on a side without the majority (take three replicas or more).",
                byDefault = "continue")
        WhenSplit whenSplit,

        @Option("Certificates of the replicas; without them the traffic is open to whoever reaches the port.")
        Optional<TlsOptions> tls) {

    /** What becomes of calls while the cluster is split. */
    public enum WhenSplit {
        CONTINUE,
        REFUSE
    }

    public ClusterOptions {
        if (bindPort < 1 || bindPort > 65_435) {
            throw new IllegalArgumentException("bind-port is 1 to 65435");
        }
        if (owners < 1) {
            throw new IllegalArgumentException("owners must be at least 1");
        }
    }
}
