package fr.ecluse.runtime.state;

import fr.ecluse.runtime.config.Secrets;
import fr.ecluse.spi.config.Option;
import fr.ecluse.spi.config.SecretRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates, in PKCS 12 files. */
public record TlsOptions(
        @Option("The certificates to trust. Everything they vouch for may join, so take an authority of its own.")
        Path truststore,

        @Option("Its password.") SecretRef truststorePassword,

        @Option("The own certificate and its key.") Optional<Path> keystore,

        @Option("Its password.") Optional<SecretRef> keystorePassword) {

    public TlsOptions {
        if (keystore.isPresent() != keystorePassword.isPresent()) {
            throw new IllegalArgumentException("keystore and keystore-password go together");
        }
    }

    /**
     * Reads the files.
     *
     * @throws IOException if one cannot be read, or not with its password
     * @throws GeneralSecurityException if what is in them cannot be used
     */
    SSLContext context(Secrets secrets) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(truststore, password(truststorePassword, secrets)));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own(secrets), trust.getTrustManagers(), null);
        return context;
    }

    private KeyManager[] own(Secrets secrets) throws IOException, GeneralSecurityException {
        if (keystore.isEmpty() || keystorePassword.isEmpty()) {
            return new KeyManager[0];
        }
        char[] password = password(keystorePassword.get(), secrets);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(keystore.get(), password), password);
        return keys.getKeyManagers();
    }

    private static KeyStore load(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    private static char[] password(SecretRef reference, Secrets secrets) {
        return secrets.resolve(reference).reveal().toCharArray();
    }
}
