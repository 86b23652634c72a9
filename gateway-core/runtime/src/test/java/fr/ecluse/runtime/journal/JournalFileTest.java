package fr.ecluse.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecluse.testkit.CapturedOutput;
import fr.ecluse.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {

    private static final long LARGE = 1L << 30;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PROMPT = Duration.ofMillis(200);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path temporary;

    private Path path;

    @BeforeEach
    void name() {
        path = temporary.resolve("state").resolve("usage.jsonl");
    }

    @Test
    void aLineIsInTheFileWithin200Milliseconds() throws Exception {
        try (JournalFile file = file(LARGE)) {
            List<Duration> delays = new ArrayList<>();
            for (int line = 1; line <= 10 && delays.stream().noneMatch(delay -> delay.compareTo(PROMPT) < 0); line++) {
                delays.add(delayOf(file, line));
            }
            // the machine that tests may be busy: one line of several has to make it
            assertThat(delays).anyMatch(delay -> delay.compareTo(PROMPT) < 0);
        }
    }

    private Duration delayOf(JournalFile file, int line) throws Exception {
        long begin = System.nanoTime();
        file.append(bytes("x\n"));
        while (Files.size(path) < 2L * line) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
            Thread.sleep(2);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void callersWaitForTheFileAndNoLineIsLost() throws Exception {
        int callers = 8;
        int lines = 6_000;
        try (JournalFile file = file(LARGE);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                String name = caller + "-";
                running.add(threads.submit(() -> {
                    for (int line = 0; line < lines; line++) {
                        file.append(bytes(name + line + " " + "y".repeat(50) + "\n"));
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        Set<String> written = new HashSet<>(Files.readAllLines(path));
        assertThat(written).hasSize(callers * lines).allMatch(line -> line.endsWith(" " + "y".repeat(50)));
        assertThat(lost()).isZero();
    }

    @Test
    void anInterruptThatCameBeforeLosesNoLine() throws Exception {
        try (JournalFile file = file(LARGE)) {
            Thread.currentThread().interrupt();
            file.append(bytes("x\n"));
            assertThat(Thread.interrupted()).as("the interrupt is still told").isTrue();
        }
        assertThat(path).hasContent("x\n");
    }

    @Test
    void closingOnAnInterruptedThreadStillWrites() throws Exception {
        JournalFile file = file(LARGE);
        file.append(bytes("x\n"));
        Thread.currentThread().interrupt();
        file.close();
        assertThat(Thread.interrupted()).as("the interrupt is still told").isTrue();
        assertThat(path).hasContent("x\n");
    }

    @Test
    void anInterruptEndsTheWaitAndTheLineCountsAsLost() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (JournalFile file = new JournalFile("usage", new StuckSink(go), meters)) {
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        file.append(bytes("x\n"));
                    }
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            });
            assertThat(caller.join(Duration.ofMillis(300)))
                    .as("ended by itself")
                    .isFalse();
            caller.interrupt();
            assertThat(caller.join(PATIENCE)).isTrue();
            assertThat(interrupted).isTrue();
            assertThat(lost()).isEqualTo(1);
            go.countDown();
        }
    }

    @Test
    void aLineThatComesAfterTheEndCountsAsLost() throws Exception {
        JournalFile file = file(LARGE);
        file.append(bytes("x\n"));
        file.close();

        file.append(bytes("late\n"));

        assertThat(path).hasContent("x\n");
        assertThat(lost()).isEqualTo(1);
    }

    @Test
    void whileTheFileClosesEachLineIsWrittenOrCountedAsLost() throws Exception {
        int callers = 8;
        int lines = 2_000;
        JournalFile file = file(LARGE);
        CountDownLatch underWay = new CountDownLatch(callers);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                threads.submit(() -> {
                    underWay.countDown();
                    for (int line = 0; line < lines; line++) {
                        file.append(bytes("x\n"));
                        Thread.yield();
                    }
                    return null;
                });
            }
            underWay.await();
            file.close();
        }
        assertThat(Files.readAllLines(path).size() + (int) lost()).isEqualTo(callers * lines);
    }

    /** Takes nothing until it is told to. */
    private record StuckSink(CountDownLatch go) implements LineSink {

        @Override
        public void append(byte[] lines) throws IOException {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void linesThatCannotBeWrittenAreCounted() throws Exception {
        try (JournalFile file = file(8)) {
            file.append(bytes("1234567\n"));
            awaitSize(8);
            Files.delete(path);
            Files.delete(path.getParent());
            file.append(bytes("a\n"));
            awaitLost(1);
            file.append(bytes("b\n"));
            file.append(bytes("c\n"));
        }
        assertThat(lost()).isEqualTo(3);
    }

    @Test
    void aDiskThatIsFullIsToldOnce() throws Exception {
        try (CapturedOutput log = CapturedOutput.start()) {
            try (JournalFile file = new JournalFile("usage", new FullSink(), meters)) {
                file.append(bytes("a\n"));
                awaitLost(1);
                file.append(bytes("b\n"));
                awaitLost(2);
            }
            assertThat(lost()).isEqualTo(2);
            assertThat(log.text().lines().filter(line -> line.contains("cannot be written")))
                    .singleElement()
                    .asString()
                    .contains("records are lost", "no space left");
        }
    }

    /** Has no room for anything. */
    private record FullSink() implements LineSink {

        @Override
        public void append(byte[] lines) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public void close() {}
    }

    private JournalFile file(long maxSize) throws IOException {
        TestClock clock = new TestClock(Instant.parse("2026-01-31T12:00:00Z"));
        return new JournalFile("usage", RotatingFile.open(path, maxSize, clock), meters);
    }

    private void awaitSize(long size) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Files.size(path) < size && System.nanoTime() < end) {
            Thread.sleep(5);
        }
    }

    private void awaitLost(int lines) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (lost() < lines && System.nanoTime() < end) {
            Thread.sleep(5);
        }
    }

    private double lost() {
        return meters.get("ecluse_journal_records_lost").counter().count();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
