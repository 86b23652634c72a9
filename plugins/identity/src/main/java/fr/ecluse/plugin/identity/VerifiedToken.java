package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Subject;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A token that was found good.
 *
 * @param end the second since 1970 at which it ends, leeway included
 * @param key that verified it
 * @param keys where that key came from
 * @param certificate SHA-256 of the certificate that it is bound to, in base64url: RFC 8705's {@code x5t#S256}
 */
record VerifiedToken(Subject subject, long end, IssuerKey key, IssuerKeys keys, Optional<String> certificate) {

    /** Whether it has not ended, and its issuer has not withdrawn the key. */
    boolean isGoodAt(Instant now) {
        return now.getEpochSecond() < end && keys.holds(key);
    }

    /** The answer to a caller who shows it. */
    Authenticator.Answer shownWith(Optional<X509Certificate> shown) {
        if (certificate.isPresent() && !shown.map(VerifiedToken::thumbprint).equals(certificate)) {
            return new Authenticator.Answer.Rejected(Problem.TOKEN_CERTIFICATE);
        }
        return new Authenticator.Answer.Known(subject);
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            MessageDigest sha256 = Sha256.digest();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that came over the network has an encoding", e);
        }
    }
}
