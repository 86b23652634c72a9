package fr.ecluse.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.ecluse.seeds.Seeds;
import fr.ecluse.spi.CaseFile;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonNumber;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.JsonValue.JsonString;
import fr.ecluse.spi.json.MalformedJsonException.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {

    @TestFactory
    Stream<DynamicTest> textsOfTheDataFile() {
        return CaseFile.read(JsonReaderTest.class, "texts.tsv")
                .map(fields -> DynamicTest.dynamicTest(
                        fields.get(0), () -> check(fields.get(1), CaseFile.decode(fields.get(2)))));
    }

    private static void check(String expected, byte[] text) throws MalformedJsonException {
        if (expected.equals("ok")) {
            JsonDocument document = JsonDocument.parse(text);
            assertThat(document.bytes()).isSameAs(text);
            requireSpans(document.root(), text);
        } else {
            MalformedJsonException e =
                    catchThrowableOfType(MalformedJsonException.class, () -> JsonDocument.parse(text));
            assertThat(e).isNotNull();
            assertThat(e.fault()).isEqualTo(Fault.valueOf(expected));
            assertThat(e.offset()).isBetween(0L, (long) text.length);
        }
    }

    /** A value's bytes, cut out, are the same value again. */
    private static void requireSpans(JsonValue value, byte[] text) throws MalformedJsonException {
        byte[] own = Arrays.copyOfRange(text, value.start(), value.end());
        assertThat(Plain.of(JsonDocument.parse(own).root())).isEqualTo(Plain.of(value));
        switch (value) {
            case JsonObject object -> {
                for (JsonValue.Member member : object.members().values()) {
                    assertThat(text[member.start()]).isEqualTo((byte) '"');
                    requireSpans(member.value(), text);
                }
            }
            case JsonArray array -> {
                for (JsonValue item : array.items()) {
                    requireSpans(item, text);
                }
            }
            default -> {
                // has no parts
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everySpanOfARandomDocumentIsExact() {
        return Seeds.of(500)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
                    RandomJson random = new RandomJson(new Random(seed));
                    JsonValue expected = random.document();
                    assertThat(JsonDocument.parse(random.bytes()).root()).isEqualTo(expected);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aDocumentCutAnywhereIsMalformed() {
        return Seeds.of(20)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
                    RandomJson random = new RandomJson(new Random(seed));
                    JsonValue object = random.object();
                    byte[] text = random.bytes();
                    for (int length = object.start(); length < object.end(); length++) {
                        byte[] cut = Arrays.copyOf(text, length);
                        assertThat(catchThrowableOfType(MalformedJsonException.class, () -> JsonDocument.parse(cut)))
                                .as("cut at %d", length)
                                .isNotNull();
                    }
                }));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":1,"a":2} | 7 | 7
                    [1,x]         | 3 | 5
                    ["a" "b"]     | 5 | 6
                    [1,1e999]     | 3 | 8
                    """)
    void theOffsetShowsThePlace(String text, long from, long to) {
        MalformedJsonException e = catchThrowableOfType(
                MalformedJsonException.class,
                () -> JsonDocument.parse(text.strip().getBytes(StandardCharsets.UTF_8)));

        assertThat(e.offset()).isBetween(from, to);
    }

    @Test
    void theOffsetOfAMalformedSequenceIsItsFirstByteEvenFarIntoALargeText() {
        byte[] text = new byte[100_001];
        Arrays.fill(text, (byte) 'a');
        text[0] = '"';
        text[100_000] = '"';
        text[77_777] = (byte) 0xE2;

        MalformedJsonException e = catchThrowableOfType(MalformedJsonException.class, () -> JsonDocument.parse(text));

        assertThat(e.fault()).isEqualTo(Fault.ENCODING);
        assertThat(e.offset()).isEqualTo(77_777);
        assertThat(e).hasMessage("ENCODING at byte 77777");
    }

    @Test
    void anExceptionTellsNothingOfTheText() {
        MalformedJsonException e = catchThrowableOfType(
                MalformedJsonException.class,
                () -> JsonDocument.parse("{\"secret\" oops".getBytes(StandardCharsets.UTF_8)));

        assertThat(e).hasNoCause();
        assertThat(e.getMessage()).doesNotContain("secret").doesNotContain("oops");
    }

    @Test
    void numbersKeepTheirText() throws MalformedJsonException {
        JsonArray array = (JsonArray) JsonDocument.parse("[1.50, -0, 1E2]".getBytes(StandardCharsets.UTF_8))
                .root();

        assertThat(array.items())
                .extracting(number -> ((JsonNumber) number).text())
                .containsExactly("1.50", "-0", "1E2");
        assertThat(array.items())
                .extracting(number -> ((JsonNumber) number).isIntegral())
                .containsExactly(false, true, false);
        assertThat(array.items())
                .extracting(number -> ((JsonNumber) number).doubleValue())
                .containsExactly(1.5, -0.0, 100.0);
    }

    @Test
    void anObjectGivesItsMembersByKind() throws MalformedJsonException {
        JsonObject object = (JsonObject) JsonDocument.parse(
                        "{\"s\":\"t\",\"o\":{},\"yes\":true,\"no\":false,\"n\":7.9,\"minus\":-3,\"nil\":null}"
                                .getBytes(StandardCharsets.UTF_8))
                .root();

        assertThat(object.get("s")).containsInstanceOf(JsonString.class);
        assertThat(object.get("absent")).isEmpty();
        assertThat(object.text("s")).contains("t");
        assertThat(object.text("n")).isEmpty();
        assertThat(object.text("absent")).isEmpty();
        assertThat(object.object("o")).isPresent();
        assertThat(object.object("s")).isEmpty();
        assertThat(object.object("absent")).isEmpty();
        assertThat(List.of(object.isTrue("yes"), object.isTrue("no"), object.isTrue("s"), object.isTrue("absent")))
                .containsExactly(true, false, false, false);
        assertThat(List.of(object.count("n"), object.count("minus"), object.count("s"), object.count("absent")))
                .containsExactly(7L, 0L, 0L, 0L);
    }
}
