package fr.ecluse.runtime;

import fr.ecluse.spi.Pseudonyms;
import fr.ecluse.spi.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pseudonyms by HMAC-SHA-256 (RFC 2104) under a key of 256 bits, cut to 128 bits. Whoever destroys the key makes all
 * pseudonyms written so far mean nothing. Thread-safe.
 */
public final class Pseudonymizer implements Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int PSEUDONYM_BYTES = 16;
    private static final String KEY_FILE = "pseudonym.key";

    /** Copied for each pseudonym, since to take the key in takes longer than the rest. */
    private final Mac keyed;

    private Pseudonymizer(byte[] key) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * Takes the configured key, or else that of the state folder, which is made there if there is none yet: in {@code
     * pseudonym.key}, for nobody but the owner.
     *
     * @param key 64 hexadecimal digits
     * @throws IllegalArgumentException if the key is something else
     * @throws UncheckedIOException if the state folder's key can be neither read nor written
     */
    public static Pseudonymizer of(Optional<Secret> key, Path stateFolder) {
        try {
            return new Pseudonymizer(
                    key.isPresent()
                            ? parse(key.get().reveal(), "the configured key of pseudonyms")
                            : keyIn(stateFolder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tenant's length stands before it, so that no two pairs of tenant and value come to the same bytes. */
    @Override
    public String of(String tenant, String value) {
        byte[] tenantBytes = tenant.getBytes(StandardCharsets.UTF_8);
        Mac mac = copy();
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, tenantBytes.length));
        mac.update(tenantBytes);
        byte[] digest = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, PSEUDONYM_BYTES);
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's " + ALGORITHM + " can be copied", e);
        }
    }

    private static byte[] keyIn(Path stateFolder) throws IOException {
        Path file = stateFolder.resolve(KEY_FILE);
        if (!Files.exists(file)) {
            create(file);
        }
        return parse(Files.readString(file).strip(), file.toString());
    }

    /** Written beside its place and moved there whole, so that a crash leaves no half key. */
    private static void create(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = Files.createTempFile(
                folder,
                KEY_FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, HexFormat.of().formatHex(key) + "\n");
            Files.move(draft, file);
        } catch (FileAlreadyExistsException createdMeanwhile) {
            // The key of whoever was faster counts, for us too.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static byte[] parse(String text, String where) {
        try {
            byte[] key = HexFormat.of().parseHex(text);
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notHexadecimal) {
            // Its message shows digits of the key.
        }
        throw new IllegalArgumentException(where + " is not a key: it must be 64 hexadecimal digits");
    }
}
