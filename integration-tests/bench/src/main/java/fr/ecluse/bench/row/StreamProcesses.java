package fr.ecluse.bench.row;

import fr.ecluse.bench.process.JavaProgram;
import fr.ecluse.bench.server.ChatServer;
import fr.ecluse.bench.server.Workplace;
import fr.ecluse.bench.stream.SseLoad;
import fr.ecluse.bench.stream.SseUpstream;
import fr.ecluse.bench.stream.StreamPlan;
import fr.ecluse.bench.stream.StreamReport;
import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.LoopbackPort;
import fr.ecluse.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts the model server that streams, and the client that opens streams, as processes of their own. */
final class StreamProcesses {
    /** From the request to the first event. */
    static final Duration FIRST_TOKEN = Duration.ofSeconds(2);

    private static final Duration RAMP = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** A small heap and one collector thread: they share the machine with the gateway. */
    private static final List<String> JVM_OPTIONS = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m");

    private final Workplace workplace;

    StreamProcesses(Workplace workplace) {
        this.workplace = workplace;
    }

    ChatServer startUpstream(int eventsPerSecond) throws CannotRunException, InterruptedException {
        String name = "stream upstream";
        int port = LoopbackPort.findFree();
        List<String> arguments =
                List.of("--port=" + port, "--rate=" + eventsPerSecond, "--first-token-ms=" + FIRST_TOKEN.toMillis());
        Command command = new Command(
                name,
                JavaProgram.own(SseUpstream.class, JVM_OPTIONS, arguments),
                Map.of(),
                workplace.root(),
                workplace.log(name));
        ServerProcess process = ServerProcess.start(command);
        try {
            process.awaitReady(() -> LoopbackPort.isOpen(port), POLL, START_LIMIT);
            return new ChatServer(name, URI.create("http://127.0.0.1:" + port), Map.of(), process);
        } catch (CannotRunException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /**
     * Opens streams and waits for their end.
     *
     * @param time from the first event of a stream to its last
     */
    StreamReport load(ChatServer server, int streams, int eventsPerSecond, Duration time)
            throws CannotRunException, IOException, InterruptedException {
        String name = "stream load on " + server.name();
        Path out = workplace.folder(name).resolve("report.json");
        int events = Math.toIntExact(eventsPerSecond * time.toSeconds());
        Duration limit = FIRST_TOKEN.plus(time).plus(GRACE);
        StreamPlan plan = new StreamPlan(server.chat(), server.headers(), streams, events, RAMP, limit);
        Command command = new Command(
                name,
                JavaProgram.own(SseLoad.class, JVM_OPTIONS, SseLoad.arguments(plan, out)),
                Map.of(),
                workplace.root(),
                workplace.log(name));
        try (ServerProcess load = ServerProcess.start(command)) {
            // Twice, because it warms up first.
            load.awaitSuccess(RAMP.plus(limit).multipliedBy(2).plus(GRACE));
        }
        return SseLoad.read(out);
    }
}
