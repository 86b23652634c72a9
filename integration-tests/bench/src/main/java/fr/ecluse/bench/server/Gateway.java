package fr.ecluse.bench.server;

import fr.ecluse.bench.process.JavaProgram;
import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.HttpProbe;
import fr.ecluse.process.LoopbackPort;
import fr.ecluse.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The gateway under test: the packaged application with the profile {@code bench} and one alias to the upstream. Each start
 * within a row has a folder and a log of its own, so that they can be read after the next one.
 */
public final class Gateway implements ServerKind {
    private static final Duration READY_POLL = Duration.ofMillis(10);
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final int OK = 200;

    private final Workplace workplace;
    private final String row;
    private final List<String> jvmOptions;
    private int starts;

    /**
     * @param row the row of the bench that it is started for
     * @param jvmOptions options that win over those of {@code gateway-core/app/jvm.options}
     */
    public Gateway(Workplace workplace, String row, List<String> jvmOptions) {
        this.workplace = workplace;
        this.row = row;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /**
     * A gateway that says it is ready.
     *
     * @param server to be closed by who asked for it
     * @param startTime from the start of the process to the first good answer of its readiness probe
     * @param state the folder where it keeps its data
     */
    public record Ready(ChatServer server, Duration startTime, Path state) {}

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public ChatServer start(URI upstream) throws CannotRunException, IOException, InterruptedException {
        return start(upstream, Setup.bare()).server();
    }

    /**
     * Starts the gateway with empty state, and waits until it has answered a first request rightly.
     *
     * @param upstream scheme, host and port of the model server
     * @throws CannotRunException if it has not been built, or did not answer
     */
    public Ready start(URI upstream, Setup setup) throws CannotRunException, IOException, InterruptedException {
        Ready ready = startUntilReady(upstream, setup);
        ready.server().awaitAnswer();
        return ready;
    }

    /**
     * Starts the gateway with empty state.
     *
     * @param upstream scheme, host and port of the model server
     * @throws CannotRunException if it has not been built, or did not become ready
     */
    public Ready startUntilReady(URI upstream, Setup setup)
            throws CannotRunException, IOException, InterruptedException {
        Path jar = workplace.root().resolve("gateway-core/app/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new CannotRunException(
                    "the gateway has not been built (" + workplace.root().relativize(jar) + ")");
        }
        Path folder = nextFolder();
        String key = RandomKey.startingWith("ecl_bench_");
        Path configuration = Template.named("gateway.yaml")
                .write(
                        folder.resolve("gateway.yaml"),
                        Map.of("upstream", upstream.toString(), "key-hash", sha256(key)));
        Path state = Files.createDirectories(folder.resolve("state"));
        int port = LoopbackPort.findFree();
        int management = LoopbackPort.findFree();
        List<String> options = options(port, management);
        options.add("-Decluse.routes.folder=" + flows(setup, folder));
        setup.settings().forEach((name, value) -> options.add("-D" + name + "=" + value));
        options.addAll(jvmOptions);
        Command command = new Command(
                setup.name(),
                JavaProgram.jar(jar, options, List.of()),
                Map.of("ECLUSE_CONFIG", configuration.toString(), "ECLUSE_STATE", state.toString()),
                state,
                workplace.log(rowFolder() + "-" + starts));
        ServerProcess process = ServerProcess.start(command);
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                .build();
        try (HttpProbe probe = new HttpProbe(question, answer -> answer.statusCode() == OK)) {
            process.awaitReady(probe, READY_POLL, READY_LIMIT);
            Duration startTime = Duration.between(process.started(), Instant.now());
            URI base = URI.create("http://127.0.0.1:" + port);
            Map<String, String> headers =
                    Map.of("Authorization", "Bearer " + setup.bearer().orElse(key));
            return new Ready(new ChatServer(setup.name(), base, headers, process), startTime, state);
        } catch (CannotRunException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /** What the gateway keeps is of no use after a row that went well, and can be large: a record of every request. */
    public void forget() throws IOException {
        workplace.emptyFolder(rowFolder());
    }

    private Path nextFolder() throws IOException {
        starts++;
        Path all = starts == 1 ? workplace.emptyFolder(rowFolder()) : workplace.folder(rowFolder());
        return Files.createDirectories(all.resolve(Integer.toString(starts)));
    }

    private String rowFolder() {
        return name() + "-" + row;
    }

    /** As the launcher starts it, but for the profile and the ports. */
    private List<String> options(int port, int management) {
        Path root = workplace.root();
        return new ArrayList<>(List.of(
                "@" + root.resolve("gateway-core/app/jvm.options"),
                "-XX:AOTCache=" + root.resolve("gateway-core/app/target/quarkus-app/app.aot"),
                "-Dquarkus.profile=bench",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + management,
                "-Decluse.contracts.folder=" + root.resolve("openapi"),
                "-Decluse.plugins.folder=" + root.resolve(".ecluse/plugins")));
    }

    private Path flows(Setup setup, Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve("routes"));
        return setup.flows().folder(workplace.root().resolve("routes"), own);
    }

    private static String sha256(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
