package fr.ecluse.spi.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class JsonLineTest {

    @ParameterizedTest
    @CsvFileSource(resources = "millis.csv", delimiter = '|', numLinesToSkip = 1)
    void writesDurationsInMilliseconds(long nanos, String written) {
        assertThat(text(new JsonLine().millis("ms", Duration.ofNanos(nanos)))).isEqualTo("{\"ms\":" + written + "}\n");
    }

    @Test
    void staysOneLineWhateverTheTexts() {
        JsonLine line = new JsonLine()
                .text("quote", "a\"b\\c")
                .text("break", Optional.of("é\nè"))
                .text("nothing", Optional.empty())
                .texts("list", List.of("x\r", "y"));
        assertThat(text(line)).isEqualTo("{\"quote\":\"a\\\"b\\\\c\",\"break\":\"é\\nè\",\"list\":[\"x\\r\",\"y\"]}\n");
    }

    @Test
    void nestsObjects() {
        JsonLine line =
                new JsonLine().begin("a").end().begin("b").number("c", 1).end().number("d", 2);
        assertThat(text(line)).isEqualTo("{\"a\":{},\"b\":{\"c\":1},\"d\":2}\n");
    }

    private static String text(JsonLine line) {
        return new String(line.toBytes(), StandardCharsets.UTF_8);
    }
}
