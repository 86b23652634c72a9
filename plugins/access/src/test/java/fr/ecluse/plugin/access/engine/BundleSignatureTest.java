package fr.ecluse.plugin.access.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.config.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The signed bundle among the resources was signed by {@code opa sign}. */
@DisplayName("The signature of a bundle")
class BundleSignatureTest {

    private Path folder;
    private BundleSignature signature;
    private Map<String, byte[]> files;

    @BeforeEach
    void read() throws Exception {
        folder = Path.of(BundleSignatureTest.class.getResource("signed").toURI());
        signature = new BundleSignature(new Secret(Files.readString(folder.resolve("key.pem"))));
        files = new HashMap<>(new BundleFile(folder.resolve("bundle")).next().orElseThrow());
    }

    @Test
    void isGoodForTheFilesThatOpaSigned() {
        assertThatCode(() -> signature.check(files)).doesNotThrowAnyException();
    }

    @Test
    void isGoodHoweverItsDocumentsAreLaidOut() {
        replace("data.json", text -> text.replace("{", "{\n  ").replace(",", " ,\n"));

        assertThatCode(() -> signature.check(files)).doesNotThrowAnyException();
    }

    /** What somebody without the private key could do to a bundle. */
    enum Forgery {
        UNSIGNED(files -> files.remove(".signatures.json")),
        OTHER_DATA(files -> files.put("data.json", bytes("{\"ecluse\":{}}"))),
        OTHER_MANIFEST(files -> files.put(".manifest", bytes("{\"revision\":\"other\"}"))),
        OTHER_WASM(files -> files.put("policy.wasm", bytes("other"))),
        ONE_MORE_FILE(files -> files.put("more/data.json", bytes("{}"))),
        ONE_FILE_LESS(files -> files.remove("ecluse/access.rego")),
        EMPTY_SIGNATURE(files -> files.put(".signatures.json", bytes("{\"signatures\":[]}"))),
        NO_JSON(files -> files.put(".signatures.json", bytes("nothing"))),
        NO_TOKEN(files -> files.put(".signatures.json", bytes("{\"signatures\":[\"a.b.c\"]}"))),
        SIGNED_BY_NOBODY(files -> {
            String token = encode("{\"alg\":\"none\"}") + "." + encode("{\"files\":[]}") + ".";
            files.clear();
            files.put(".signatures.json", bytes("{\"signatures\":[\"" + token + "\"]}"));
        });

        private final Consumer<Map<String, byte[]>> change;

        Forgery(Consumer<Map<String, byte[]>> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isGoodForNothingElse(Forgery forgery) {
        forgery.change.accept(files);

        assertThatThrownBy(() -> signature.check(files)).isInstanceOf(BadBundleException.class);
    }

    @Test
    void isGoodForItsOwnKeyOnly() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        KeyPair other = generator.generateKeyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(other.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";

        assertThatThrownBy(() -> new BundleSignature(new Secret(pem)).check(files))
                .isInstanceOf(BadBundleException.class);
    }

    @Test
    void needsAPublicKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BundleSignature(new Secret("a shared secret")));
    }

    @Test
    void keepsABundleFromComingIntoForce() throws Exception {
        BundleSource source = new SignedBundle(new BundleFile(folder.resolve("bundle")), signature);
        assertThatCode(source::next).doesNotThrowAnyException();

        BundleSource forged = new SignedBundle(
                () -> {
                    Forgery.OTHER_DATA.change.accept(files);
                    return Optional.of(files);
                },
                signature);
        assertThatThrownBy(forged::next).isInstanceOf(BadBundleException.class);
    }

    private void replace(String name, UnaryOperator<String> change) {
        files.compute(name, (_, content) -> bytes(change.apply(new String(content, StandardCharsets.UTF_8))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
    }
}
