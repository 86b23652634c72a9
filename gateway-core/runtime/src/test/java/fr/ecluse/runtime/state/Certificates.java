package fr.ecluse.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for the loopback address, made for one test: {@code <name>-key.p12} with the key, {@code
 * <name>-trust.p12} to trust it.
 */
record Certificates(Path keystore, Path truststore) {

    static Certificates create(Path folder, String name) throws Exception {
        Path keystore = folder.resolve(name + "-key.p12");
        Path truststore = folder.resolve(name + "-trust.p12");
        Path certificate = folder.resolve(name + ".cer");
        keytool(keystore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "SAN=ip:127.0.0.1");
        keytool(keystore, "-exportcert", "-file", certificate.toString());
        keytool(truststore, "-importcert", "-noprompt", "-file", certificate.toString());
        return new Certificates(keystore, truststore);
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "it", "-storetype", "PKCS12", "-keystore", store.toString()));
        command.addAll(List.of("-storepass", StateSettings.ENVIRONMENT.getOrDefault("STORE_PASSWORD", "")));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /** The options that make use of it, below a key. */
    String[] options(String below) {
        return new String[] {
            below + ".tls.keystore",
            keystore.toString(),
            below + ".tls.keystore-password.ref",
            "env:STORE_PASSWORD",
            below + ".tls.truststore",
            truststore.toString(),
            below + ".tls.truststore-password.ref",
            "env:STORE_PASSWORD"
        };
    }
}
