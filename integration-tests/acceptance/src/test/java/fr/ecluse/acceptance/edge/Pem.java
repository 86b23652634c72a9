package fr.ecluse.acceptance.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** The text form of keys and certificates (RFC 7468). */
final class Pem {

    private static final int LINE = 64;

    private Pem() {}

    static String of(X509Certificate certificate) throws CertificateEncodingException {
        return of("CERTIFICATE", certificate.getEncoded());
    }

    static String of(PrivateKey key) {
        return of("PRIVATE KEY", key.getEncoded());
    }

    private static String of(String label, byte[] der) {
        String text = Base64.getMimeEncoder(LINE, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }
}
