package fr.ecluse.acceptance.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A key with the certificate that an authority signed for it. */
record TestCertificate(PrivateKey key, X509Certificate certificate) {

    /** Writes both as PEM; a file that is there already is replaced whole. */
    void writeTo(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
        replace(certificateFile, Pem.of(certificate));
        replace(keyFile, Pem.of(key));
    }

    private static void replace(Path file, String text) throws IOException {
        Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
