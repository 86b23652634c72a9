package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonEdits;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@DisplayName("A limit of tokens")
class WireFormatTest {

    @ParameterizedTest(name = "{2} to {0} goes out as {3}")
    @CsvFileSource(resources = "token-limits.csv", delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void holdsForAllAnswersTogether(String path, long most, String request, String outgoing) throws Exception {
        JsonDocument document = JsonDocument.parse(request.getBytes(StandardCharsets.UTF_8));
        JsonEdits edits = document.edit();

        boolean met = WireFormat.of(path).limitTokens((JsonObject) document.root(), most, edits);

        if (outgoing.equals("none")) {
            assertThat(met).isFalse();
        } else {
            assertThat(met).isTrue();
            assertThat(new String(edits.apply(), StandardCharsets.UTF_8)).isEqualTo(outgoing);
        }
    }
}
