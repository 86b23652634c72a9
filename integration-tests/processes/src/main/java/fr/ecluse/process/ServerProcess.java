package fr.ecluse.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A running child process. Closing it stops it and what it has started; so does the end of this JVM, unless that is
 * killed.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Duration TERM_GRACE = Duration.ofSeconds(15);
    private static final Duration KILL_GRACE = Duration.ofSeconds(5);

    private final Command command;
    private final Process process;
    private final Instant started;
    private final Thread hook;
    private volatile boolean paused;

    private ServerProcess(Command command, Process process, Instant started) {
        this.command = command;
        this.process = process;
        this.started = started;
        this.hook = new Thread(() -> family().forEach(ProcessHandle::destroyForcibly), "stop " + command.name());
    }

    /**
     * Starts a process.
     *
     * @throws CannotRunException if the program is not there or may not be executed
     */
    public static ServerProcess start(Command command) throws CannotRunException {
        ProcessBuilder builder = new ProcessBuilder(command.arguments());
        builder.environment().putAll(command.environment());
        builder.directory(command.folder().toFile());
        builder.redirectErrorStream(true).redirectOutput(command.log().toFile());
        Instant started = Instant.now();
        try {
            Files.createDirectories(command.log().toAbsolutePath().getParent());
            ServerProcess server = new ServerProcess(command, builder.start(), started);
            Runtime.getRuntime().addShutdownHook(server.hook);
            return server;
        } catch (IOException e) {
            throw new CannotRunException(command.name() + " did not start: " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Just before the operating system was asked to start the process. */
    public Instant started() {
        return started;
    }

    /**
     * Waits until the process is ready.
     *
     * @param every pause between two questions
     * @param limit time since the start after which the process counts as failed
     * @throws CannotRunException if the process ended, or was not ready in time
     */
    public void awaitReady(BooleanSupplier ready, Duration every, Duration limit)
            throws CannotRunException, InterruptedException {
        while (!ready.getAsBoolean()) {
            if (process.waitFor(every.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CannotRunException(
                        command.name() + " ended with " + process.exitValue() + ": " + lastLogLine());
            }
            if (Instant.now().isAfter(started.plus(limit))) {
                throw new CannotRunException(
                        command.name() + " was not ready after " + limit.toSeconds() + " s: " + lastLogLine());
            }
        }
    }

    /**
     * Waits for a process that ends by itself.
     *
     * @throws CannotRunException if it failed or did not end in time
     */
    public void awaitSuccess(Duration limit) throws CannotRunException, InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new CannotRunException(command.name() + " did not end within " + limit.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new CannotRunException(command.name() + " ended with " + process.exitValue() + ": " + lastLogLine());
        }
    }

    /**
     * Stops the process in its tracks: it keeps its connections and takes new ones, and answers none of them. What it has
     * started goes on.
     */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
        paused = true;
    }

    /** Lets a paused process go on. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
        paused = false;
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("signal " + name + " did not reach " + command.name());
        }
    }

    /** Ends the process and what it has started at once, as a crash does. */
    public void kill() {
        stop(ProcessHandle::destroyForcibly, KILL_GRACE);
    }

    /** Asks the process to end; after 15 s, kills it. Then kills what it has started and left behind. */
    @Override
    public void close() {
        // A paused process would hear of it after the grace only.
        stop(paused ? ProcessHandle::destroyForcibly : ProcessHandle::destroy, TERM_GRACE);
    }

    private void stop(Consumer<ProcessHandle> how, Duration grace) {
        List<ProcessHandle> family = family();
        how.accept(process.toHandle());
        boolean interrupted = false;
        try {
            process.waitFor(grace.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        family.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(KILL_GRACE.toSeconds(), TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook does what is left to do.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ProcessHandle> family() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    private String lastLogLine() {
        try (Stream<String> lines = Files.lines(command.log(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .map(String::strip)
                    .orElse("nothing in its log");
        } catch (IOException e) {
            return "no log";
        }
    }
}
