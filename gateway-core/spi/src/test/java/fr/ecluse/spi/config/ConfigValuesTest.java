package fr.ecluse.spi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValuesTest {

    @ParameterizedTest
    @CsvSource({
        "0,        0",
        "512,      512",
        "512B,     512",
        "64KB,     65536",
        "64 kb,    65536",
        "' 20MB ', 20971520",
        "1GB,      1073741824",
        "999999999999, 999999999999",
    })
    void sizesAreRead(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KB", "-1", "1.5MB", "1TB", "1 M B", "1KiB", "1234567890123", "999999999999GB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSizeFitsAnInt() {
        assertThat(ByteSize.parse("3GB").toInt()).isEqualTo(Integer.MAX_VALUE);
        assertThat(new ByteSize(7).toInt()).isEqualTo(7);
        assertThatThrownBy(() -> new ByteSize(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecretDoesNotShow() {
        Secret secret = new Secret("s3cret");

        assertThat(secret.reveal()).isEqualTo("s3cret");
        assertThat(secret)
                .hasToString("Secret[***]")
                .isEqualTo(new Secret("s3cret"))
                .hasSameHashCodeAs(new Secret("s3cret"))
                .isNotEqualTo(new Secret("other"))
                .isNotEqualTo("s3cret");
    }

    @Test
    void aSecretIsReferredToByEnvironmentOrFile() {
        assertThat(new SecretRef("env:KEY").ref()).isEqualTo("env:KEY");
        assertThat(new SecretRef("file:/run/key").ref()).isEqualTo("file:/run/key");
        assertThatThrownBy(() -> new SecretRef("s3cret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
    }
}
