package fr.ecluse.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {

    @Test
    void isFoundInTheEventThatCarriesIt() {
        Mark mark = new Mark(17, 1_760_000_000_123_456L);

        assertThat(Mark.in(Buffer.buffer("data: {\"content\":\"" + mark.text() + " \"}\r")))
                .contains(mark);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data: [DONE]",
                "data: {\"content\":\"\"}",
                "#",
                "#1",
                "#1@",
                "#1@2",
                "#@2#",
                "#1@#",
                "#x@2#",
                "#1@2x#",
                "#-1@2#",
                "#99999999999@2#"
            })
    void isNotFoundWhereThereIsNone(String line) {
        assertThat(Mark.in(Buffer.buffer(line))).isEmpty();
    }
}
