package fr.ecluse.app.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.ClientAuth;
import java.time.Duration;

/** How long and how slow a client of either port may be. Sizes of heads stand under {@code quarkus.http.limits}. */
@ConfigMapping(prefix = "ecluse.edge")
public interface EdgeConfig {

    /** Time for the head of a request to arrive; for the first of a connection, with the TLS handshake. */
    @WithDefault("10s")
    Duration headTime();

    /** Time that a connection is kept on which nothing is under way. */
    @WithDefault("75s")
    Duration idleTime();

    /** Time over which the pace of a client is measured. */
    @WithDefault("60s")
    Duration paceWindow();

    /** What a client must send each second while its body is awaited, and take while an answer waits for it. */
    @WithDefault("500")
    MemorySize pacePerSecond();

    /** Time that a client may go on sending that was answered already. */
    @WithDefault("10s")
    Duration lingerTime();

    /** What a client may go on sending that was answered already. */
    @WithDefault("64M")
    MemorySize lingerSize();

    /** Whether clients of the public port must show a certificate, may, or are not asked; for TLS alone. */
    @WithDefault("none")
    ClientAuth clientCertificate();

    /** The same for the management port, which has no such setting of Quarkus' own after the build. */
    @WithDefault("none")
    ClientAuth managementClientCertificate();

    /** Requests that may wait behind another one on an HTTP/1.1 connection. */
    @WithDefault("16")
    int pipelined();
}
