package fr.ecluse.plugin.access.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Looking for newer bundles")
class BundleWatchTest {

    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final BundleWatch.Counters counters = new BundleWatch.Counters(new SimpleMeterRegistry(), "live");
    private final AtomicReference<String> taken = new AtomicReference<>("none");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, VerifyError.class})
    void goesOnAfterOneThatBreaksWhoTakesIt(Class<? extends Throwable> failure) throws Exception {
        RulesFolder rules = new RulesFolder(folder.resolve("rules")).revision("first");
        try (BundleWatch watch =
                BundleWatch.start(rules.source(), INTERVAL, bundle -> take(bundle, failure), counters)) {
            rules.revision("broken");
            await().until(() -> watch.problem().isPresent());
            assertThat(taken).hasValue("first");

            rules.revision("mended");
            await().until(() -> watch.problem().isEmpty());
            assertThat(taken).hasValue("mended");
        }
    }

    @Test
    void goesOnAfterAFolderThatChangedWhileItWasRead() throws Exception {
        RulesFolder rules = new RulesFolder(folder.resolve("rules")).revision("first");
        BundleSource sound = rules.source();
        AtomicBoolean gone = new AtomicBoolean();
        BundleSource source = new BundleSource() {
            @Override
            public Optional<Map<String, byte[]>> next() throws BadBundleException, IOException, InterruptedException {
                if (gone.get()) {
                    throw new UncheckedIOException(new IOException("gone"));
                }
                return sound.next();
            }

            @Override
            public String toString() {
                return "a folder";
            }
        };
        try (BundleWatch watch =
                BundleWatch.start(source, INTERVAL, bundle -> taken.set(bundle.revision()), counters)) {
            gone.set(true);
            await().until(() -> watch.problem().isPresent());

            gone.set(false);
            await().until(() -> watch.problem().isEmpty());
            rules.revision("second");
            await().untilAsserted(() -> assertThat(taken).hasValue("second"));
        }
    }

    @Test
    void doesNotForgetABadOneBecauseItIsStillThere() throws Exception {
        RulesFolder rules = new RulesFolder(folder.resolve("rules")).revision("first");
        try (BundleWatch watch = BundleWatch.start(
                rules.source(), INTERVAL, bundle -> take(bundle, IllegalStateException.class), counters)) {
            rules.revision("broken");
            await().until(() -> watch.problem().isPresent());

            await().during(Duration.ofMillis(200)).until(() -> watch.problem().isPresent());
        }
    }

    @Test
    void doesNotBeginWithoutOneThatCanBeTaken() {
        RulesFolder rules = new RulesFolder(folder.resolve("rules")).revision("broken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BundleWatch.start(
                        rules.source(), INTERVAL, bundle -> take(bundle, IllegalStateException.class), counters))
                .withMessageContaining("IllegalStateException");
    }

    private void take(Bundle bundle, Class<? extends Throwable> failure) {
        if (bundle.revision().equals("broken")) {
            throwAny(failure);
        }
        taken.set(bundle.revision());
    }

    private static void throwAny(Class<? extends Throwable> failure) {
        if (failure == StackOverflowError.class) {
            throw new StackOverflowError();
        }
        if (failure == VerifyError.class) {
            throw new VerifyError();
        }
        throw new IllegalStateException();
    }
}
