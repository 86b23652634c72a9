package fr.ecluse.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.Pseudonyms;
import fr.ecluse.spi.config.Secret;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymizerTest {

    /** The key 00 01 02 … 1f. */
    private static final String KEY =
            IntStream.range(0, 32).mapToObj("%02x"::formatted).reduce("", String::concat);

    @TempDir
    Path folder;

    /**
     * Computed by another implementation: {@code printf '\0\0\0\004demoada@example.org' | openssl dgst -sha256 -mac HMAC
     * -macopt hexkey:000102…1f}.
     */
    @Test
    void aPseudonymIsAShortenedHmac() {
        Pseudonyms pseudonyms = Pseudonymizer.of(Optional.of(new Secret(KEY)), folder);

        assertThat(pseudonyms.of("demo", "ada@example.org")).isEqualTo("5869d8193a1b21340b1186d2f6fdb0e1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tenantAndValueAreKeptApart() {
        Pseudonyms pseudonyms = Pseudonymizer.of(Optional.of(new Secret(KEY)), folder);

        assertThat(pseudonyms.of("demo", "1x")).isNotEqualTo(pseudonyms.of("demo1", "x"));
    }

    @Test
    void theKeyIsMadeOnceAndForItsOwnerAlone() throws Exception {
        Path stateFolder = folder.resolve("new/state");

        String before = Pseudonymizer.of(Optional.empty(), stateFolder).of("demo", "ada");
        String after = Pseudonymizer.of(Optional.empty(), stateFolder).of("demo", "ada");

        assertThat(after).isEqualTo(before).matches("[0-9a-f]{32}");
        assertThat(stateFolder).isDirectoryContaining("glob:**/pseudonym.key");
        try (var files = Files.list(stateFolder)) {
            assertThat(files).hasSize(1);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stateFolder.resolve("pseudonym.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void eachFolderHasAKeyOfItsOwn() {
        assertThat(Pseudonymizer.of(Optional.empty(), folder.resolve("a")).of("demo", "ada"))
                .isNotEqualTo(
                        Pseudonymizer.of(Optional.empty(), folder.resolve("b")).of("demo", "ada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "0011", "zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"})
    void anythingElseIsNoKey(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pseudonymizer.of(Optional.of(new Secret(text)), folder))
                .withMessage("the configured key of pseudonyms is not a key: it must be 64 hexadecimal digits")
                .withNoCause();
    }

    @Test
    void aDamagedKeyFileIsNotReplaced() throws Exception {
        Path file = Files.writeString(folder.resolve("pseudonym.key"), "half");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pseudonymizer.of(Optional.empty(), folder))
                .withMessage(file + " is not a key: it must be 64 hexadecimal digits");
        assertThat(file).hasContent("half");
    }

    @Test
    void anUnusableFolderIsAnError() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Pseudonymizer.of(Optional.empty(), file.resolve("state")))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void manyThreadsGetTheSame() throws Exception {
        Pseudonyms pseudonyms = Pseudonymizer.of(Optional.empty(), folder);
        String expected = pseudonyms.of("demo", "ada");

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> task = () -> pseudonyms.of("demo", "ada");
            List<Future<String>> answers = threads.invokeAll(
                    IntStream.range(0, 500).mapToObj(i -> task).toList());
            assertThat(answers).extracting(Future::get).containsOnly(expected);
        }
    }
}
