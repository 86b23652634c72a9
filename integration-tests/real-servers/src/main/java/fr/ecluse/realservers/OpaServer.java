package fr.ecluse.realservers;

import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** OPA as a server, with one bundle; it loads what takes that one's place. */
public final class OpaServer extends LoopbackServer {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private OpaServer(Command command, int port, String page) throws CannotRunException, InterruptedException {
        super(command, port, page, START_LIMIT);
    }

    /**
     * Starts one on a free port, and waits until it has loaded the bundle.
     *
     * @param program the program {@code opa}
     * @param bundle a bundle as {@code opa build} makes it
     * @param folder where its log goes
     * @throws CannotRunException if it did not start
     */
    public static OpaServer start(Path program, Path bundle, Path folder)
            throws CannotRunException, InterruptedException {
        return start(program, bundle, folder, LoopbackPort.findFree());
    }

    /**
     * Starts one on a given port, for instance in the place of one that was killed.
     *
     * @throws CannotRunException if it did not start
     */
    public static OpaServer start(Path program, Path bundle, Path folder, int port)
            throws CannotRunException, InterruptedException {
        return start(
                program,
                folder,
                port,
                "/health",
                "--watch",
                "--bundle",
                bundle.toAbsolutePath().toString());
    }

    /**
     * Starts one on a free port that asks a web server for its bundle once a second, and waits until it has it.
     *
     * @param bundle where the bundle is, with a path
     * @throws CannotRunException if it did not start, or did not get the bundle
     */
    public static OpaServer polling(Path program, URI bundle, Path folder)
            throws CannotRunException, InterruptedException {
        return start(
                program,
                folder,
                LoopbackPort.findFree(),
                "/health?bundles",
                "--set",
                "services.rules.url=" + bundle.resolve("/"),
                "--set",
                "bundles.rules.resource=" + bundle.getPath(),
                "--set",
                "bundles.rules.polling.min_delay_seconds=1",
                "--set",
                "bundles.rules.polling.max_delay_seconds=1");
    }

    private static OpaServer start(Path program, Path folder, int port, String page, String... options)
            throws CannotRunException, InterruptedException {
        List<String> line = Stream.concat(
                        Stream.of(
                                program.toString(),
                                "run",
                                "--server",
                                "--addr",
                                HOST + ":" + port,
                                "--disable-telemetry",
                                "--log-level",
                                "error"),
                        Stream.of(options))
                .toList();
        return new OpaServer(new Command("opa", line, Map.of(), folder, folder.resolve("opa.log")), port, page);
    }

    /** Makes it slower than any time limit: it takes connections, and answers nothing until it is resumed. */
    public void pause() throws IOException, InterruptedException {
        process().pause();
    }

    /** Ends a pause; what was asked meanwhile is answered now. */
    public void resume() throws IOException, InterruptedException {
        process().resume();
    }
}
