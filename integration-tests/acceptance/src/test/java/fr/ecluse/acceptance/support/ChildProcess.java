package fr.ecluse.acceptance.support;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A Java process of this test run. It inherits nothing that would configure it, writes into a log file of its own, and
 * does not outlive the tests.
 */
final class ChildProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 20;
    private static final int TAIL_CHARACTERS = 8_000;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread lastResort;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts a process with the JVM of these tests.
     *
     * @param name for messages, and for the log file
     * @param folder its working directory, in which its log file stands
     * @param arguments of the {@code java} command
     * @param environment in addition to the inherited one, without anything of the gateway's in it
     */
    static ChildProcess start(String name, Path folder, List<String> arguments, Map<String, String> environment) {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder();
        builder.command()
                .add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(arguments);
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(ChildProcess::configures);
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean configures(String variable) {
        return variable.startsWith("ECLUSE_")
                || variable.startsWith("QUARKUS_")
                || variable.startsWith("CAMEL_")
                || variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("JDK_JAVA_OPTIONS");
    }

    /**
     * Waits until the process shows what shows that it is ready; stops it if it does not.
     *
     * @param sign empty while the process is not ready
     * @throws IllegalStateException with the end of its log, if it ended or took too long
     */
    <T> T awaitReady(Supplier<Optional<T>> sign) {
        long end = System.nanoTime() + START.toNanos();
        try {
            while (process.isAlive() && System.nanoTime() - end < 0) {
                Optional<T> shown = sign.get();
                if (shown.isPresent()) {
                    return shown.get();
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String state = process.isAlive() ? "is not ready after " + START : "ended with " + process.exitValue();
        kill();
        throw new IllegalStateException(name + " " + state + "; the end of its log:\n" + tail());
    }

    /** What it wrote so far. */
    String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tail() {
        String text = log();
        return text.substring(Math.max(0, text.length() - TAIL_CHARACTERS));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, as an operator does; returns at once. */
    void terminate() {
        process.destroy();
    }

    /**
     * Waits until it has ended.
     *
     * @return its exit code; 143 after TERM
     * @throws IllegalStateException if it does not end; it is killed then
     */
    int awaitEnd() {
        try {
            if (process.waitFor(STOP.toMillis(), MILLISECONDS)) {
                forget();
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        throw new IllegalStateException(name + " does not end within " + STOP + "; the end of its log:\n" + tail());
    }

    /** Ends it at once, as a crash does. */
    void kill() {
        process.destroyForcibly().onExit().join();
        forget();
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException e) {
            // The tests' own JVM ends already: the hook runs, and finds the process gone.
        }
    }

    /** Asks it to end, and waits for it. */
    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
            int ignored = awaitEnd();
        }
    }
}
