package fr.ecluse.runtime.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import fr.ecluse.runtime.config.ConfigSource;
import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.config.Environment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloaderTest {

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private Path file = Path.of("");
    private Instant now = START;

    /** A part that takes the value of {@code ecluse.<name>}, if it is not "bad". */
    private final class Part implements Reloadable {

        private final String name;
        private volatile String live = "at start";

        private Part(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<String> sections() {
            return Set.of(name);
        }

        @Override
        public Prepared prepare(ConfigTree configuration, long generation) throws Exception {
            String value = configuration.value(name).orElse("none");
            switch (value) {
                case "bad" -> throw new IOException("bad value");
                case "unlinked" -> throw new NoClassDefFoundError("x/Y");
                case "broken" -> throw new AssertionError("not foreseen");
                case "interrupted" -> throw new InterruptedException();
                case "nameless" -> throw new IllegalStateException();
                default -> events.add("prepared " + name + " for " + generation);
            }
            return new Prepared() {
                @Override
                public void swap() {
                    if (value.equals("unswappable")) {
                        throw new IllegalStateException("stuck");
                    }
                    live = value;
                }

                @Override
                public void discard() {
                    events.add("discarded " + name);
                    if (value.equals("undiscardable")) {
                        throw new IllegalStateException("stuck");
                    }
                }
            };
        }
    }

    private final Part one = new Part("one");
    private final Part two = new Part("two");

    @BeforeEach
    void configure() throws IOException {
        file = folder.resolve("ecluse.properties");
        write("first", "first");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @Test
    void allPartsTakeTheNewConfigurationTogether() {
        Reloader reloader = reloader();
        now = START.plusSeconds(60);

        Reloader.Status status = reloader.reloadNow();

        assertThat(one.live).isEqualTo("first");
        assertThat(two.live).isEqualTo("first");
        assertThat(events).containsExactly("prepared one for 2", "prepared two for 2");
        assertThat(status)
                .isEqualTo(reloader.status())
                .isEqualTo(new Reloader.Status(2, now, now, Optional.empty(), List.of()));
        assertThat(gauge("ecluse_config_generation")).isEqualTo(2);
        assertThat(gauge("ecluse_config_stale")).isZero();
        assertThat(reloads("success")).isEqualTo(1);
    }

    @Test
    void ifOnePartRefusesAllGoOnAsBefore() throws IOException {
        Reloader reloader = reloader();
        write("good", "bad");
        now = START.plusSeconds(60);

        Reloader.Status status = reloader.reloadNow();

        assertThat(one.live).isEqualTo("at start");
        assertThat(events).containsExactly("prepared one for 2", "discarded one");
        assertThat(status).isEqualTo(new Reloader.Status(1, START, now, Optional.of("two: bad value"), List.of()));
        assertThat(gauge("ecluse_config_generation")).isEqualTo(1);
        assertThat(gauge("ecluse_config_stale")).isEqualTo(1);
        assertThat(reloads("failure")).isEqualTo(1);

        write("good", "good");
        assertThat(reloader.reloadNow().lastError()).isEmpty();
        assertThat(one.live).isEqualTo("good");
        assertThat(gauge("ecluse_config_stale")).isZero();
    }

    @Test
    void whatNoPartTakesAnewIsToldUntilItIsTakenBack() throws IOException {
        Reloader reloader = reloader(this::load, List.of(one));

        write("changed", "changed");
        assertThat(reloader.reloadNow().restartNeeded()).containsExactly("ecluse.two");
        assertThat(reloader.status().generation()).isEqualTo(2);
        assertThat(one.live).isEqualTo("changed");

        write("bad", "changed again");
        assertThat(reloader.reloadNow().restartNeeded()).containsExactly("ecluse.two");

        write("changed", "first");
        assertThat(reloader.reloadNow().restartNeeded()).isEmpty();
    }

    @Test
    void anErrorWhilePreparingDiscardsWhatWasPrepared() throws IOException {
        Reloader reloader = reloader();
        write("good", "broken");

        assertThatExceptionOfType(AssertionError.class).isThrownBy(reloader::reloadNow);

        assertThat(events).containsExactly("prepared one for 2", "discarded one");
    }

    @Test
    void theErrorsOfAllPartsAreTold() throws IOException {
        Reloader reloader = reloader();
        write("unlinked", "nameless");

        assertThat(reloader.reloadNow().lastError()).contains("one: x/Y\ntwo: IllegalStateException");
    }

    @Test
    void anInterruptionIsAnErrorAndIsKept() throws IOException {
        Reloader reloader = reloader();
        write("interrupted", "good");

        assertThat(reloader.reloadNow().lastError()).contains("one: interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aConfigurationThatCannotBeReadChangesNothing() throws IOException {
        Reloader reloader = reloader();
        Files.delete(file);

        assertThat(reloader.reloadNow().lastError())
                .hasValueSatisfying(e -> assertThat(e).contains("NoSuchFileException"));
        assertThat(reloader.status().generation()).isEqualTo(1);
        assertThat(events).isEmpty();
    }

    @Test
    void aPartThatFailsWhileSwappingDoesNotHoldUpTheOthers() throws IOException {
        Reloader reloader = reloader();
        write("unswappable", "good");

        Reloader.Status status = reloader.reloadNow();

        assertThat(two.live).isEqualTo("good");
        assertThat(status.generation()).isEqualTo(2);
        assertThat(status.lastError()).contains("while swapping: stuck");
    }

    @Test
    void aPartThatFailsWhileDiscardingDoesNotHoldUpTheOthers() throws IOException {
        Part third = new Part("three");
        Reloader reloader = reloader(this::load, List.of(one, two, third));
        Files.writeString(file, "undiscardable good bad");

        reloader.reloadNow();

        assertThat(events)
                .containsExactly("prepared one for 2", "prepared two for 2", "discarded one", "discarded two");
    }

    @Test
    void aChangedFileIsReloadedOnceItHoldsStill() throws IOException {
        Reloader reloader = reloader();

        write("changed", "changed");

        await().untilAsserted(() -> assertThat(one.live).isEqualTo("changed"));
        assertThat(reloader.status().generation()).isEqualTo(2);
    }

    @Test
    void aFileThatIsOnlyTouchedIsNot() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        reloader(
                () -> {
                    loads.incrementAndGet();
                    return load();
                },
                List.of(one, two));

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        TimeUnit.MILLISECONDS.sleep(10 * POLL.toMillis());
        assertThat(loads).hasValue(0);

        write("after", "after");
        await().untilAsserted(() -> assertThat(loads).hasValue(1));
    }

    @Test
    void aFileThatComesAndGoesIsAChange() throws IOException {
        Files.delete(file);
        Reloader reloader = reloader();

        write("there", "there");
        await().untilAsserted(() -> assertThat(one.live).isEqualTo("there"));

        Files.delete(file);
        await().untilAsserted(() -> assertThat(reloader.status().lastError()).isPresent());
        assertThat(one.live).isEqualTo("there");
    }

    @Test
    void anErrorOfTheLoaderDoesNotEndTheWatch() throws IOException {
        AtomicInteger loads = new AtomicInteger();
        reloader(
                () -> {
                    if (loads.incrementAndGet() == 1) {
                        throw new AssertionError("not foreseen");
                    }
                    return load();
                },
                List.of(one, two));

        write("second", "second");
        await().untilAsserted(() -> assertThat(loads).hasPositiveValue());
        write("third", "third");

        await().untilAsserted(() -> assertThat(one.live).isEqualTo("third"));
    }

    @Test
    void reloadsNeverOverlap() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Reloader reloader = reloader(
                () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    inside.decrementAndGet();
                    return load();
                },
                List.of());

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                threads.submit(reloader::reloadNow);
            }
        }

        assertThat(most).hasValue(1);
        assertThat(reloader.status().generation()).isEqualTo(51);
    }

    @Test
    void closingWaitsForTheReloadUnderWayAndAllowsNoOther() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Reloader reloader = reloader(
                () -> {
                    loading.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return load();
                },
                List.of(one));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reload = threads.submit(reloader::reloadNow);
            loading.await();
            Future<?> close = threads.submit(reloader::close);
            TimeUnit.MILLISECONDS.sleep(20);
            assertThat(close).isNotDone();
            go.countDown();
            close.get();
            assertThat(reloader.status().generation()).isEqualTo(2);
            reload.get();
        }

        assertThat(one.live).isEqualTo("first");
        assertThatIllegalStateException().isThrownBy(reloader::reloadNow).withMessage("the reloader is closed");
    }

    @Test
    void partsHaveDistinctNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reloader(load(), this::load, List.of(one, one), List.of(), meters))
                .withMessage("two parts are called one");
    }

    @Test
    void withoutFilesNothingIsWatched() {
        Reloader reloader = new Reloader(load(), this::load, List.of(one), List.of(), meters);
        open.add(reloader);

        assertThat(reloader.reloadNow().generation()).isEqualTo(2);
    }

    private Reloader reloader() {
        return reloader(this::load, List.of(one, two));
    }

    private Reloader reloader(Supplier<ConfigTree> loader, List<Part> parts) {
        InstantSource clock = () -> now;
        ConfigTree atStart = Files.exists(file) ? load() : ConfigTree.of(List.of(), Environment.none());
        Reloader reloader = new Reloader(atStart, loader, parts, List.of(file), meters, clock, POLL);
        open.add(reloader);
        return reloader;
    }

    private void write(String first, String second) throws IOException {
        Files.writeString(file, first + " " + second);
    }

    private ConfigTree load() {
        try {
            String[] words = Files.readString(file).split(" ", 3);
            Map<String, String> values = Map.of(
                    "ecluse.one", words[0],
                    "ecluse.two", words[1],
                    "ecluse.three", words.length > 2 ? words[2] : "none");
            return ConfigTree.of(List.of(new ConfigSource("file", 1, values)), Environment.none());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private double reloads(String result) {
        return meters.get("ecluse_config_reloads")
                .tag("result", result)
                .counter()
                .count();
    }
}
