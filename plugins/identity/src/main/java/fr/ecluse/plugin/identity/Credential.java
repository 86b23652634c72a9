package fr.ecluse.plugin.identity;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What a caller shows to prove who it is, not yet checked.
 *
 * @param token the secret text, without the word {@code Bearer}
 * @param certificate what the caller proved to hold on its connection
 */
record Credential(String token, Optional<X509Certificate> certificate) {

    @Override
    public String toString() {
        return "Credential[***]";
    }
}
