package fr.ecluse.bench.load;

import fr.ecluse.bench.server.ChatExample;
import fr.ecluse.bench.server.ChatServer;
import fr.ecluse.bench.server.Installer;
import fr.ecluse.bench.server.Workplace;
import fr.ecluse.bench.stats.MeasurementException;
import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/** {@code wrk}: 64 connections, each of which posts the chat example again as soon as it has its answer. */
public final class Wrk {
    public static final int CONNECTIONS = 64;

    private static final int THREADS = 2;
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Workplace workplace;
    private final Path script;
    private final Path body;

    /** Installs {@code wrk} if needed, and writes the files that it reads. */
    public Wrk(Workplace workplace) throws CannotRunException, IOException, InterruptedException {
        new Installer(workplace).install("wrk");
        this.workplace = workplace;
        Path folder = workplace.folder("wrk");
        this.script = folder.resolve("post.lua");
        this.body = Files.writeString(folder.resolve("body.json"), ChatExample.request());
        try (InputStream resource = Objects.requireNonNull(Wrk.class.getResourceAsStream("post.lua"))) {
            Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * As many requests as the server answers.
     *
     * @throws MeasurementException if an answer was wrong
     */
    public WrkResult fullLoad(ChatServer server, Duration duration)
            throws MeasurementException, CannotRunException, InterruptedException, IOException {
        return run(server, duration, OptionalDouble.empty());
    }

    /**
     * Fewer requests than the server could answer: every connection waits before each request.
     *
     * @param delayMillis mean wait
     * @throws MeasurementException if an answer was wrong
     */
    public WrkResult partialLoad(ChatServer server, Duration duration, double delayMillis)
            throws MeasurementException, CannotRunException, InterruptedException, IOException {
        return run(server, duration, OptionalDouble.of(delayMillis));
    }

    private WrkResult run(ChatServer server, Duration duration, OptionalDouble delayMillis)
            throws MeasurementException, CannotRunException, InterruptedException, IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "wrk",
                "--threads",
                Integer.toString(THREADS),
                "--connections",
                Integer.toString(CONNECTIONS),
                "--duration",
                duration.toSeconds() + "s",
                "--timeout",
                "10s",
                "--script",
                script.toString()));
        server.headers().forEach((name, value) -> {
            arguments.add("--header");
            arguments.add(name + ": " + value);
        });
        arguments.add(server.chat().toString());
        Map<String, String> environment = new HashMap<>(Map.of("BENCH_BODY", body.toString()));
        delayMillis.ifPresent(delay -> environment.put("BENCH_DELAY_MS", String.format(Locale.ROOT, "%.2f", delay)));
        Command command =
                new Command("wrk", arguments, environment, workplace.root(), workplace.log("wrk-" + server.name()));
        try (ServerProcess wrk = ServerProcess.start(command)) {
            wrk.awaitSuccess(duration.plus(GRACE));
        }
        WrkResult result = WrkResult.parse(Files.readString(command.log()));
        if (result.requests() == 0) {
            throw new MeasurementException(server.name() + ": no answer within " + duration.toSeconds() + " s");
        }
        if (!result.isClean()) {
            throw new MeasurementException("%s: of %d requests %d were answered with an error, %d broke"
                    .formatted(server.name(), result.requests(), result.badAnswers(), result.brokenConnections()));
        }
        return result;
    }
}
