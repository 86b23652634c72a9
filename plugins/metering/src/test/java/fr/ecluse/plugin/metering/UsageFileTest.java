package fr.ecluse.plugin.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.testkit.CapturedOutput;
import fr.ecluse.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageFileTest {

    private static final long SIZE = ByteSize.parse("1MB").bytes();

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-01-31T23:59:59Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Keeps lines in memory, and may be held up or broken. */
    private static final class TestSink implements LineSink {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final CountDownLatch gate;
        private volatile boolean broken;
        private boolean closed;

        private TestSink(int closedGate) {
            this.gate = new CountDownLatch(closedGate);
        }

        @Override
        public synchronized void append(byte[] lines) throws IOException {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (broken) {
                throw new IOException("No space left on device");
            }
            out.writeBytes(lines);
        }

        @Override
        public void close() throws IOException {
            closed = true;
            if (broken) {
                throw new IOException("No space left on device");
            }
        }

        private List<String> lines() {
            return out.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        TestSink sink = new TestSink(0);
        UsageFile file = new UsageFile(sink, meters);
        List<String> expected = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50_000; i++) {
                String line = "line " + i;
                expected.add(line);
                threads.submit(() -> {
                    file.append(bytes(line + "\n"));
                    return true;
                });
            }
        }
        file.close();

        assertThat(sink.lines()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(sink.closed).isTrue();
        assertThat(lost()).isZero();
    }

    @Test
    void linesOfOneThreadStayInOrder() throws Exception {
        TestSink sink = new TestSink(0);
        UsageFile file = new UsageFile(sink, meters);
        for (int i = 0; i < 20_000; i++) {
            file.append(bytes(i + "\n"));
        }
        file.close();

        assertThat(sink.lines())
                .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
    }

    @Test
    void callersWaitWhileTheFileCannotKeepUp() throws Exception {
        TestSink sink = new TestSink(1);
        UsageFile file = new UsageFile(sink, meters);
        AtomicInteger queued = new AtomicInteger();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 40_000; i++) {
                    file.append(bytes(i + "\n"));
                    queued.incrementAndGet();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        await().until(() -> caller.getState() == Thread.State.WAITING);
        assertThat(queued.get()).isLessThan(40_000);
        sink.gate.countDown();
        caller.join();
        file.close();

        assertThat(sink.lines()).hasSize(40_000);
    }

    @Test
    void whoMayWaitNoLongerIsCountedAsLost() throws Exception {
        TestSink sink = new TestSink(1);
        UsageFile file = new UsageFile(sink, meters);
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    file.append(bytes("x\n"));
                }
            } catch (InterruptedException e) {
                // its deadline has passed
            }
        });
        await().until(() -> caller.getState() == Thread.State.WAITING);

        caller.interrupt();
        caller.join();

        assertThat(lost()).isEqualTo(1);
        sink.gate.countDown();
        file.close();
    }

    @Test
    void whatCannotBeWrittenIsCountedAndToldOnce() throws Exception {
        TestSink sink = new TestSink(0);
        sink.broken = true;
        try (CapturedOutput output = CapturedOutput.start()) {
            UsageFile file = new UsageFile(sink, meters);
            file.append(bytes("secret line 1\n"));
            await().until(() -> lost() == 1);
            file.append(bytes("secret line 2\n"));
            await().until(() -> lost() == 2);
            sink.broken = false;
            file.append(bytes("line 3\n"));
            await().until(() -> !sink.lines().isEmpty());
            sink.broken = true;
            file.close();

            assertThat(output.text())
                    .containsOnlyOnce("records are lost")
                    .contains("did not close")
                    .doesNotContain("secret");
        }
        assertThat(sink.lines()).containsExactly("line 3");
    }

    @Test
    void aFullDiskLosesRecordsAndNothingElse() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        UsageFile file = new UsageFile(RotatingFile.open(full, SIZE, clock), meters);

        file.append(bytes("line\n"));

        await().until(() -> lost() == 1);
        file.close();
    }

    @Test
    void closingWhileInterruptedStillWritesEverything() throws Exception {
        TestSink sink = new TestSink(0);
        UsageFile file = new UsageFile(sink, meters);
        file.append(bytes("line\n"));

        Thread.currentThread().interrupt();
        file.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sink.lines()).containsExactly("line");
    }

    @Test
    void aFileThatHasGrownIsPutAsideUnderItsDate() throws Exception {
        Path path = folder.resolve("a/b/usage.jsonl");
        try (RotatingFile file = RotatingFile.open(path, 20, clock)) {
            file.append(bytes("0123456789\n"));
            file.append(bytes("12345678\n")); // 20 bytes: just full
            file.append(bytes("x\n"));
            file.append(bytes("01234567890123456789 longer than the size\n"));
            file.append(bytes("y\n"));
            clock.advance(Duration.ofSeconds(1));
            file.append(bytes("01234567890123456789\n"));
            assertThat(file).hasToString(path.toString());
        }

        assertThat(names(path.getParent()))
                .containsExactly(
                        "usage-20260131T235959Z-2.jsonl",
                        "usage-20260131T235959Z-3.jsonl",
                        "usage-20260131T235959Z.jsonl",
                        "usage-20260201T000000Z.jsonl",
                        "usage.jsonl");
        assertThat(path.resolveSibling("usage-20260131T235959Z.jsonl")).hasContent("0123456789\n12345678\n");
        assertThat(path.resolveSibling("usage-20260201T000000Z.jsonl")).hasContent("y\n");
        assertThat(path).hasContent("01234567890123456789\n");
    }

    @Test
    void aFileWithoutExtensionIsPutAsideToo() throws Exception {
        Path path = folder.resolve(".usage");
        try (RotatingFile file = RotatingFile.open(path, 5, clock)) {
            file.append(bytes("1234\n"));
            file.append(bytes("5678\n"));
        }

        assertThat(names(folder)).containsExactly(".usage", ".usage-20260131T235959Z");
    }

    @Test
    void linesAreAddedToAFileThatIsThere() throws Exception {
        Path path = folder.resolve("usage.jsonl");
        Files.writeString(path, "whole\nhalf");

        try (RotatingFile file = RotatingFile.open(path, SIZE, clock)) {
            file.append(bytes("next\n"));
        }
        try (RotatingFile file = RotatingFile.open(path, SIZE, clock)) {
            file.append(bytes("last\n"));
        }

        assertThat(Files.readAllLines(path)).containsExactly("whole", "half", "next", "last");
    }

    @Test
    void aFileHasOneWriterUntilItsLastUserLeaves() throws Exception {
        UsageFiles files = new UsageFiles();
        Path path = folder.resolve("usage.jsonl");
        UsageFiles.Lease first = files.open(path, SIZE, clock, meters);
        UsageFiles.Lease second = files.open(folder.resolve("x/../usage.jsonl"), SIZE, clock, meters);

        first.append(bytes("1\n"));
        first.close();
        second.append(bytes("2\n"));
        assertThatThrownBy(() -> files.open(path, SIZE + 1, clock, meters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-size");
        second.close();

        assertThat(Files.readAllLines(path)).containsExactly("1", "2");
        try (UsageFiles.Lease again = files.open(path, SIZE + 1, clock, meters)) {
            again.append(bytes("3\n"));
        }
        assertThat(Files.readAllLines(path)).containsExactly("1", "2", "3");
    }

    @Test
    void aFileThatCannotBeOpenedIsAStartError() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "not a folder");

        assertThatThrownBy(() -> new UsageFiles().open(blocked.resolve("usage.jsonl"), SIZE, clock, meters))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("usage ledger");
    }

    private double lost() {
        return meters.get("ecluse_usage_records_lost").counter().count();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
