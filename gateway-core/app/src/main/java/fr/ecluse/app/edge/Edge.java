package fr.ecluse.app.edge;

import io.vertx.core.http.ClientAuth;

/**
 * What the handlers of a connection go by.
 *
 * @param limits what a client may ask for
 * @param answers what a client is told that is refused
 * @param retirement whether clients are to leave
 * @param certificates whether connections are to wait for new certificates
 * @param management what is particular to the management port
 */
public record Edge(
        EdgeLimits limits,
        RefusalAnswer answers,
        Retirement retirement,
        CertificateChanges certificates,
        Management management) {

    /** The ports of the gateway. */
    public enum Port {
        PUBLIC,
        MANAGEMENT
    }

    /** Which port it is whose server is told to listen on this number. */
    Port port(int number) {
        return number == management.port ? Port.MANAGEMENT : Port.PUBLIC;
    }

    /** Whether clients of a port are asked for a certificate by the edge, and not by the server. */
    ClientAuth clientAuth(Port port) {
        return port == Port.MANAGEMENT ? management.clientAuth : ClientAuth.NONE;
    }

    /**
     * The management port.
     *
     * @param port as its server is told to listen on
     * @param clientAuth whether its clients must show a certificate, may, or are not asked
     */
    public record Management(int port, ClientAuth clientAuth) {}
}
