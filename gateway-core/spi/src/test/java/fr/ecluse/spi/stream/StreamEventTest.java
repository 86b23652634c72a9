package fr.ecluse.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.CaseFile;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEventTest {

    @TestFactory
    Stream<DynamicTest> eventsOfTheDataFile() {
        return CaseFile.read(StreamEventTest.class, "events.tsv")
                .map(fields -> DynamicTest.dynamicTest(fields.get(0), () -> {
                    byte[] raw = CaseFile.decode(fields.get(1));
                    StreamEvent event = StreamEvent.ofRaw(raw);
                    boolean hasData = !fields.get(2).equals("-");

                    assertThat(event.hasData()).isEqualTo(hasData);
                    assertThat(event.data()).isEqualTo(hasData ? CaseFile.decode(fields.get(2)) : new byte[0]);
                    assertThat(event.withData(bytes("X")).raw())
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo(CaseFile.text(fields.get(3)));
                    assertThat(event.withData(bytes("X")).data()).isEqualTo(bytes("X"));
                    assertThat(event.raw()).isSameAs(raw).isEqualTo(CaseFile.decode(fields.get(1)));
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", " leads with a space", "ends with one ", "é"})
    void dataThatWasPutInComesOut(String data) {
        for (String raw :
                List.of("data: a\n\n", "data:a\n\n", "data\n\n", "data\n", "data:\n\n", "data: a\ndata: b\n\n")) {
            StreamEvent event = StreamEvent.ofRaw(bytes(raw)).withData(bytes(data));
            assertThat(event.data()).asString(StandardCharsets.UTF_8).isEqualTo(data);
        }
    }

    @Test
    void anEventOfDataIsOneLine() {
        StreamEvent event = StreamEvent.ofData("{\"é\":1}");

        assertThat(event.raw()).asString(StandardCharsets.UTF_8).isEqualTo("data: {\"é\":1}\n\n");
        assertThat(event).hasToString("StreamEvent[16 bytes]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    data: [DONE]        | true
                    data:[DONE]         | true
                    event: e~data: [DONE] | true
                    data: [DONE] x      | false
                    data: [DONE         | false
                    data: [DONE]~data: x  | false
                    : [DONE]            | false
                    """)
    void theEndOfOpenAisStreamsIsKnown(String lines, boolean done) {
        StreamEvent event = StreamEvent.ofRaw(bytes(lines.strip().replace('~', '\n') + "\n\n"));

        assertThat(event.isDone()).isEqualTo(done);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    data: {"a":1}    | true
                    data: {          | false
                    data: {}         | true
                    data: []         | false
                    data: {~data: }  | true
                    data:            | false
                    : {}             | false
                    """)
    void theOuterFormOfAnObjectIsSeen(String lines, boolean object) {
        StreamEvent event = StreamEvent.ofRaw(bytes(lines.strip().replace('~', '\n') + "\n\n"));

        assertThat(event.looksLikeObject()).isEqualTo(object);
    }

    @Test
    void bytesAreFoundInTheDataOnly() {
        StreamEvent event = StreamEvent.ofRaw(bytes("event: usage\ndata: {\"a\":\"xyz\"}\nid: tail\n\n"));

        assertThat(event.dataContains(bytes("xyz"))).isTrue();
        assertThat(event.dataContains(bytes("{"))).isTrue();
        assertThat(event.dataContains(bytes("}"))).isTrue();
        assertThat(event.dataContains(bytes("xyw"))).isFalse();
        assertThat(event.dataContains(bytes("event"))).isFalse();
        assertThat(event.dataContains(bytes("tail"))).isFalse();
        assertThat(event.dataContains(bytes("{\"a\":\"xyz\"}\nid"))).isFalse();
        assertThat(StreamEvent.ofRaw(bytes("data: a\ndata: bc\n\n")).dataContains(bytes("bc")))
                .isTrue();
        assertThat(StreamEvent.ofRaw(bytes(": xyz\n\n")).dataContains(bytes("xyz")))
                .isFalse();
    }

    @Test
    void jsonIsParsedOnce() throws MalformedJsonException {
        StreamEvent event = StreamEvent.ofRaw(bytes("data: {\"a\":\ndata: \"x\"}\n\n"));

        assertThat(((JsonObject) event.json().root()).text("a")).contains("x");
        assertThat(event.json()).isSameAs(event.json());
        assertThatThrownBy(() -> StreamEvent.ofData("[DONE]").json()).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void theFilterThatPassesPasses() throws Exception {
        List<StreamEvent> out = new ArrayList<>();
        StreamOutput output = new StreamOutput() {
            @Override
            public void emit(StreamEvent event) {
                out.add(event);
            }

            @Override
            public void abort(Refusal refusal) {
                throw new AssertionError(refusal.code());
            }
        };
        StreamEvent event = StreamEvent.ofData("x");

        StreamFilter.PASS.onEvent(event, output);
        StreamFilter.PASS.onIdle(output);
        StreamFilter.PASS.onEnd(StreamEnd.COMPLETED, output);

        assertThat(StreamFilter.PASS.idleAfter()).isEmpty();
        assertThat(out).containsExactly(event);
        assertThatThrownBy(() -> output.abort(Refusal.of(ErrorCode.GONE))).isInstanceOf(AssertionError.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
