package fr.ecluse.acceptance.edge;

import fr.ecluse.acceptance.support.Checkout;
import fr.ecluse.acceptance.support.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * Where a gateway finds its certificate, and the authorities that it trusts.
 *
 * @param folder stands for the folder {@code /etc/ecluse/tls} of the example files
 */
record TlsFolder(Path folder) {

    /** A new one, empty. */
    static TlsFolder make() {
        return new TlsFolder(Checkout.current().newFolder("tls"));
    }

    /** An example file of the documentation, with this folder, a free port, and certificates read each second. */
    String example(String name) throws IOException {
        return Files.readString(Checkout.current().root().resolve("docs/examples/edge/" + name))
                .replace("/etc/ecluse/tls", folder.toString())
                .replace("ssl-port: 8443", "ssl-port: " + FreePorts.find(1).getFirst())
                .replace("reload-period: 1m", "reload-period: 1s");
    }

    /** Makes this the gateway's certificate, from the next time that it is read. */
    void serve(TestCertificate certificate) throws IOException, GeneralSecurityException {
        certificate.writeTo(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    }
}
