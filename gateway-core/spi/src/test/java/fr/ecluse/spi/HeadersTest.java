package fr.ecluse.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    private final Headers headers =
            Headers.of(List.of(Map.entry("Accept", "a"), Map.entry("X-Key", "secret"), Map.entry("ACCEPT", "b")));

    @Test
    void namesAreFoundWithoutRegardToCaseAndValuesInOrder() {
        assertThat(headers.all("accept")).containsExactly("a", "b");
        assertThat(headers.first("AcCePt")).contains("a");
        assertThat(headers.all("absent")).isEmpty();
        assertThat(headers.first("absent")).isEmpty();
    }

    @Test
    void settingOneMakesOthersAndLeavesThese() {
        Headers changed = headers.with("accept", "c").with("New", "d");

        assertThat(changed.all("Accept")).containsExactly("c");
        assertThat(changed.first("new")).contains("d");
        assertThat(headers.all("Accept")).containsExactly("a", "b");
        assertThat(headers.first("new")).isEmpty();
        assertThat(Headers.none().asMap()).isEmpty();
    }

    @Test
    void theMapCannotBeChanged() {
        assertThat(headers.asMap()).containsOnlyKeys("Accept", "X-Key");
        assertThatThrownBy(() -> headers.asMap().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "\r\nSet-Cookie: x"})
    void aValueIsOneLine(String value) {
        assertThatThrownBy(() -> Headers.of("X-Name", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Name");
    }

    @Test
    void valuesAreNotPrinted() {
        assertThat(headers).hasToString("[Accept, X-Key]");
    }
}
