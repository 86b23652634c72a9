package fr.ecluse.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServerProcessTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(10);

    @TempDir
    private Path folder;

    private Command shell(String script) {
        return new Command("tried", List.of("sh", "-c", script), Map.of("WORD", "bonjour"), folder, log());
    }

    private Path log() {
        return folder.resolve("logs/tried.log");
    }

    @Test
    void stopsWhatTheProcessHasStartedToo() throws Exception {
        ProcessHandle child;
        ProcessHandle parent;
        try (ServerProcess server = ServerProcess.start(shell("sleep 1000 & wait"))) {
            parent = ProcessHandle.of(server.pid()).orElseThrow();
            server.awaitReady(() -> parent.children().findAny().isPresent(), POLL, SOON);
            child = parent.children().findAny().orElseThrow();
        }

        child.onExit().get(20, TimeUnit.SECONDS);
        assertThat(parent.isAlive()).isFalse();
    }

    @Test
    void killsAProcessThatDoesNotHeedTerm() throws Exception {
        // Given a process that ignores TERM, and a child of it
        ServerProcess server = ServerProcess.start(shell("trap '' TERM; sleep 1000 & while :; do wait; done"));
        ProcessHandle parent = ProcessHandle.of(server.pid()).orElseThrow();
        server.awaitReady(() -> parent.children().findAny().isPresent(), POLL, SOON);
        ProcessHandle child = parent.children().findAny().orElseThrow();

        // When it is killed
        server.kill();

        // Then both have gone
        assertThat(server.isAlive()).isFalse();
        child.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void holdsAProcessUntilItIsResumed() throws Exception {
        try (ServerProcess server = ServerProcess.start(shell("while :; do :; done"))) {
            server.pause();
            server.awaitReady(() -> isStopped(server), POLL, SOON);

            server.resume();
            server.awaitReady(() -> !isStopped(server), POLL, SOON);
        }
    }

    @Test
    void stopsAPausedProcessToo() throws Exception {
        ServerProcess server = ServerProcess.start(shell("sleep 1000"));
        server.pause();

        assertThatCode(server::close).doesNotThrowAnyException();

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void saysWhyAProcessEndedBeforeItWasReady() throws Exception {
        try (ServerProcess server = ServerProcess.start(shell("echo $WORD; echo no port left >&2; exit 3"))) {
            assertThatExceptionOfType(CannotRunException.class)
                    .isThrownBy(() -> server.awaitReady(() -> false, POLL, SOON))
                    .withMessage("tried ended with 3: no port left");
        }
        assertThat(log()).hasContent("bonjour\nno port left");
    }

    @Test
    void givesUpOnAProcessThatDoesNotBecomeReady() throws Exception {
        try (ServerProcess server = ServerProcess.start(shell("sleep 1000"))) {
            assertThatExceptionOfType(CannotRunException.class)
                    .isThrownBy(() -> server.awaitReady(() -> false, POLL, Duration.ofMillis(200)))
                    .withMessageContaining("not ready");
        }
    }

    @Test
    void tellsSuccessFromFailureOfAProcessThatEnds() throws Exception {
        try (ServerProcess good = ServerProcess.start(shell("true"));
                ServerProcess bad = ServerProcess.start(shell("exit 1"))) {
            assertThatCode(() -> good.awaitSuccess(SOON)).doesNotThrowAnyException();
            assertThatExceptionOfType(CannotRunException.class).isThrownBy(() -> bad.awaitSuccess(SOON));
        }
    }

    @Test
    void saysThatAProgramIsMissing() {
        Command missing = new Command("tried", List.of("no-such-program"), Map.of(), folder, log());

        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> ServerProcess.start(missing))
                .withMessageContaining("no-such-program");
    }

    private static boolean isStopped(ServerProcess server) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(server.pid())).start();
            return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).startsWith("T");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
