package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import fr.ecluse.spi.stream.StreamEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A stream of an upstream that errs")
class SseSplitterFuzzTest {

    private static final long MAX_EVENT = 1_000_000;
    private static final int LONGEST_PIECE = 16;

    /** Its events do not depend on how it is cut, and no byte is lost, added or moved. */
    @FuzzTest(maxDuration = "60s")
    void givesTheSameEventsHoweverItIsCut(FuzzedDataProvider data) {
        List<Integer> cuts = new ArrayList<>();
        for (int left = data.consumeInt(0, LONGEST_PIECE); left > 0; left--) {
            cuts.add(data.consumeInt(1, LONGEST_PIECE));
        }
        byte[] stream = data.consumeRemainingAsBytes();

        List<byte[]> whole = events(stream, List.of());
        List<byte[]> cut = events(stream, cuts);

        assertThat(cut).usingElementComparator(Arrays::compare).containsExactlyElementsOf(whole);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        whole.forEach(joined::writeBytes);
        assertThat(Arrays.copyOf(stream, joined.size())).isEqualTo(joined.toByteArray());
    }

    /** The pieces have these lengths in turn; without any the stream comes as one piece. */
    private static List<byte[]> events(byte[] stream, List<Integer> lengths) {
        SseSplitter splitter = new SseSplitter(MAX_EVENT);
        List<byte[]> events = new ArrayList<>();
        for (int from = 0, piece = 0; from < stream.length; piece++) {
            int length = lengths.isEmpty() ? stream.length : lengths.get(piece % lengths.size());
            int to = Math.min(stream.length, from + length);
            assertThat(splitter.feed(Arrays.copyOfRange(stream, from, to))).isTrue();
            drain(splitter, events);
            from = to;
        }
        splitter.end();
        drain(splitter, events);
        return events;
    }

    private static void drain(SseSplitter splitter, List<byte[]> events) {
        for (Optional<StreamEvent> event = splitter.next(); event.isPresent(); event = splitter.next()) {
            events.add(event.get().raw());
        }
    }
}
