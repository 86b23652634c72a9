package fr.ecluse.plugin.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SchemaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class EcmaPatternTest {

    @ParameterizedTest
    @CsvFileSource(resources = "patterns.csv", delimiter = ' ', numLinesToSkip = 1, quoteCharacter = '`')
    void readsPatternsAsEcmaScriptDoes(String pattern, String text, boolean matches) {
        assertThat(new EcmaPattern(pattern).matches(text.translateEscapes())).isEqualTo(matches);
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        EcmaPattern slow = new EcmaPattern("b");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> slow.matches("a".repeat(5_000))).isInstanceOf(SchemaException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void tellsWhenTheStackIsTooSmall() {
        EcmaPattern deep = new EcmaPattern("^(a|b)*$");
        assertThatThrownBy(() -> deep.matches("a".repeat(1_000_000)))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("stack");
    }
}
