package fr.ecluse.acceptance.edge;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/** An authority of one test, which signs certificates with the JDK's keytool. Its files stand in a folder of the test. */
final class TestAuthority {

    private static final String PASSWORD = "changeit";

    private final String name;
    private final Path store;

    private TestAuthority(String name, Path store) {
        this.name = name;
        this.store = store;
    }

    /** Makes one of this name, which no other in the folder has. */
    static TestAuthority make(Path folder, String name) throws IOException, InterruptedException {
        TestAuthority authority = new TestAuthority(name, folder.resolve(name + ".p12"));
        authority.generate(name, "-ext", "bc:c");
        return authority;
    }

    /** Signs a new key, good for clients, and for servers on the loopback interface. */
    TestCertificate sign(String holder) throws IOException, InterruptedException, GeneralSecurityException {
        generate(holder, "-signer", name, "-ext", "san=dns:localhost,ip:127.0.0.1");
        KeyStore keys = load();
        return new TestCertificate((PrivateKey) keys.getKey(holder, PASSWORD.toCharArray()), (X509Certificate)
                keys.getCertificate(holder));
    }

    /** The authority's own certificate. */
    X509Certificate certificate() throws IOException, GeneralSecurityException {
        return (X509Certificate) load().getCertificate(name);
    }

    /** Writes the authority's certificate as PEM, as those are told who are to trust it. */
    void writeTo(Path file) throws IOException, GeneralSecurityException {
        Files.writeString(file, Pem.of(certificate()));
    }

    private void generate(String alias, String... options) throws IOException, InterruptedException {
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        Process keytool = new ProcessBuilder(
                        Stream.concat(command, Stream.of(options)).toList())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool does not make " + List.of(alias, options));
        }
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
