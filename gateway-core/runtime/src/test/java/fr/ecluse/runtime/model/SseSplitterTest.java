package fr.ecluse.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import fr.ecluse.seeds.Seeds;
import fr.ecluse.spi.stream.StreamEvent;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Cutting bytes into events")
class SseSplitterTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LITTLE = 1024 * 1024; // what the test and its JVM themselves allocate

    private static final String[] ENDS = {"\n", "\r\n", "\r"};
    private static final String[] LINES = {"data: {\"é\":1}", "data:", ": sign of life", "event: x", "id", "data: 漢字"};

    static LongStream seeds() {
        return Seeds.of(200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesTheSameEventsHoweverTheyAreCut(long seed) {
        Random random = new Random(seed);
        List<String> events = randomEvents(random);
        byte[] bytes = String.join("", events).getBytes(StandardCharsets.UTF_8);

        SseSplitter splitter = new SseSplitter(1_000_000);
        List<String> seen = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(7));
            assertThat(splitter.feed(Arrays.copyOfRange(bytes, from, to))).isTrue();
            drain(splitter, seen);
            from = to;
        }
        splitter.end();
        drain(splitter, seen);

        assertThat(seen).isEqualTo(events);
        assertThat(splitter.hasRest()).isFalse();
    }

    /** Each event keeps to one kind of line end, so that the expected cuts are plain. */
    private static List<String> randomEvents(Random random) {
        List<String> events = new ArrayList<>();
        String end = ENDS[random.nextInt(ENDS.length)];
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            StringBuilder event = new StringBuilder();
            for (int line = 0; line < 1 + random.nextInt(3); line++) {
                event.append(LINES[random.nextInt(LINES.length)]).append(end);
            }
            events.add(event.append(end).toString());
        }
        return events;
    }

    private static void drain(SseSplitter splitter, List<String> seen) {
        for (Optional<StreamEvent> event = splitter.next(); event.isPresent(); event = splitter.next()) {
            seen.add(new String(event.get().raw(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void cutsAtEachBlankLine(String end) {
        SseSplitter splitter = new SseSplitter(1_000);
        splitter.feed(
                ("data: 1" + end + end + "data: 2" + end + end + "data: 3" + end).getBytes(StandardCharsets.UTF_8));
        List<String> seen = new ArrayList<>();
        drain(splitter, seen);

        assertThat(seen).containsExactly("data: 1" + end + end, "data: 2" + end + end);
        assertThat(splitter.hasRest()).isTrue();
    }

    @Test
    void refusesAnEventThatNeverEnds() {
        SseSplitter splitter = new SseSplitter(100);
        byte[] piece = new byte[60];
        Arrays.fill(piece, (byte) 'x');
        ByteArrayOutputStream fed = new ByteArrayOutputStream();
        boolean accepted = true;
        while (accepted && fed.size() < 1_000) {
            accepted = splitter.feed(piece);
            fed.writeBytes(piece);
            assertThat(splitter.next()).isEmpty();
        }
        assertThat(accepted).isFalse();
        assertThat(fed.size()).isLessThan(400);
    }

    @ParameterizedTest(name = "in pieces of up to {0} bytes")
    @ValueSource(ints = {1, 16, 1_024})
    void takesMemoryInProportionToALongEvent(int longestPiece) {
        byte[] event = new byte[4 * 1024 * 1024];
        Arrays.fill(event, (byte) 'x');
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        Random random = new Random(longestPiece);
        SseSplitter splitter = new SseSplitter(event.length);
        Optional<StreamEvent> seen = Optional.empty();
        long allocated = 0;
        for (int from = 0; from < event.length; ) {
            int to = Math.min(event.length, from + 1 + random.nextInt(longestPiece));
            byte[] piece = Arrays.copyOfRange(event, from, to);
            long before = allocatedByThisThread();
            boolean accepted = splitter.feed(piece);
            seen = splitter.next();
            allocated += allocatedByThisThread() - before;
            if (!accepted || allocated > LITTLE + 8L * to) {
                fail("%d bytes allocated for %d fed", allocated, to);
            }
            from = to;
        }
        assertThat(seen).map(StreamEvent::raw).hasValue(event);
    }

    /** What is copied has to be allocated first. */
    private static long allocatedByThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    @Test
    void leavesPiecesThatItWasGivenAsTheyAre() {
        SseSplitter splitter = new SseSplitter(1_000);
        byte[] piece = "data: 1\n\ndata: ".getBytes(StandardCharsets.UTF_8);
        splitter.feed(piece);
        drain(splitter, new ArrayList<>());
        splitter.feed("2\n\n".getBytes(StandardCharsets.UTF_8));
        List<String> seen = new ArrayList<>();
        drain(splitter, seen);

        assertThat(seen).containsExactly("data: 2\n\n");
        assertThat(piece).asString(StandardCharsets.UTF_8).isEqualTo("data: 1\n\ndata: ");
    }
}
