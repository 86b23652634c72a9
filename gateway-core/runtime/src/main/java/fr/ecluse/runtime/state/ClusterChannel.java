package fr.ecluse.runtime.state;

import fr.ecluse.runtime.config.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Collectors;
import org.infinispan.remoting.transport.jgroups.AbstractJGroupsChannelConfigurator;
import org.jgroups.JChannel;
import org.jgroups.conf.ProtocolConfiguration;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.util.TLSClientAuth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channel between replicas: TCP on the address that is configured and nowhere else, to the replicas that are
 * configured. It is given to Infinispan ready made, because what Infinispan takes when it does not understand a
 * configuration is multicast on an address of its choice.
 */
final class ClusterChannel extends AbstractJGroupsChannelConfigurator {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterChannel.class);
    private static final int JOIN_MILLIS = 1_000;
    private static final int MIN_MERGE_MILLIS = 2_000;
    private static final int MAX_MERGE_MILLIS = 10_000;

    private final ClusterOptions options;
    private final Secrets secrets;

    ClusterChannel(ClusterOptions options, Secrets secrets) {
        this.options = options;
        this.secrets = secrets;
    }

    @Override
    public JChannel createChannel(String name) throws Exception {
        return new JChannel(List.of(
                transport(),
                discovery(),
                new MERGE3().setMinInterval(MIN_MERGE_MILLIS).setMaxInterval(MAX_MERGE_MILLIS),
                failureDetection(),
                new FD_ALL3(),
                new VERIFY_SUSPECT2(),
                new NAKACK2().useMcastXmit(false),
                new UNICAST3(),
                new STABLE(),
                new GMS().setJoinTimeout(JOIN_MILLIS).printLocalAddress(false),
                new UFC(),
                new MFC(),
                new FRAG4()));
    }

    private TCP transport() throws IOException, GeneralSecurityException {
        TCP tcp = new TCP();
        // Without this each small message waits for the acknowledgement of the one before it: milliseconds a call.
        tcp.tcpNodelay(true);
        InetAddress address = InetAddress.getByName(options.bindAddress());
        if (!address.isLoopbackAddress() && options.tls().isEmpty()) {
            LOG.warn("the traffic of the cluster on {} is open to whoever can reach it: it has no tls", address);
        }
        tcp.setBindAddress(address);
        tcp.setBindPort(options.bindPort());
        tcp.setPortRange(0);
        tcp.useVirtualThreads(true);
        if (options.tls().isPresent()) {
            tcp.tls()
                    .enabled(true)
                    .setSSLContext(options.tls().get().context(secrets))
                    .setClientAuth(TLSClientAuth.NEED);
        }
        return tcp;
    }

    private TCPPING discovery() {
        TCPPING ping = new TCPPING();
        if (!options.initialHosts().isEmpty()) {
            // As text, since only then are names looked up again that did not resolve at first.
            ping.setValue(
                    "initial_hosts_str",
                    options.initialHosts().stream()
                            .map(replica -> "%s[%d]".formatted(replica.host(), replica.port()))
                            .collect(Collectors.joining(",")));
        }
        ping.setPortRange(0);
        return ping;
    }

    private FD_SOCK2 failureDetection() throws IOException {
        FD_SOCK2 sockets = new FD_SOCK2();
        sockets.setBindAddress(InetAddress.getByName(options.bindAddress()));
        return sockets;
    }

    @Override
    public String getName() {
        return options.name();
    }

    /** Of no use: the channel is not made from a text. */
    @Override
    public String getProtocolStackString() {
        return "";
    }

    /** Of no use: the channel is not made from a text. */
    @Override
    public List<ProtocolConfiguration> getProtocolStack() {
        return List.of();
    }
}
