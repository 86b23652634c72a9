package fr.ecluse.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.ecluse.spi.config.SecretRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private final Map<String, String> variables = Map.of("KEY", "s3cret", "EMPTY", "");
    private final Secrets secrets = new Secrets(variables::get);

    @TempDir
    Path folder;

    @Test
    void aVariableIsReadAsItIs() {
        assertThat(secrets.resolve(new SecretRef("env:KEY")).reveal()).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"s3cret,s3cret", "s3cret\\n,s3cret", "s3cret\\r\\n,s3cret", "s3cret\\n\\n,s3cret\\n", "' a ',' a '"})
    void aFileIsReadWithoutItsLastLineEnd(String written, String read) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), written.translateEscapes());

        assertThat(secrets.resolve(new SecretRef("file:" + file)).reveal()).isEqualTo(read.translateEscapes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:NONE", "env:EMPTY"})
    void noSecretIsAnErrorThatNamesTheReference(String reference) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets.resolve(new SecretRef(reference)))
                .withMessage("there is no secret at " + reference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/nowhere/key", "file:\0"})
    void anUnreadableFileIsAnErrorThatNamesTheReference(String reference) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets.resolve(new SecretRef(reference)))
                .withMessage("the secret at " + reference + " cannot be read");
    }
}
