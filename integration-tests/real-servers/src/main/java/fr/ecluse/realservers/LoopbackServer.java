package fr.ecluse.realservers;

import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.HttpProbe;
import fr.ecluse.process.ServerProcess;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;

/** What all servers have in common: a process, an address, and a page that is there once the server is ready. */
abstract class LoopbackServer implements RealServer {

    static final String HOST = "127.0.0.1";

    private static final int OK = 200;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration ASK_LIMIT = Duration.ofSeconds(5);

    private final ServerProcess process;
    private final URI url;
    private final Path log;

    /**
     * Starts the process and waits until a page of it is there; stops it if that does not happen.
     *
     * @param page path of the page that is answered with 200 once the server is ready
     * @throws CannotRunException if it did not start, or was not ready in time
     */
    LoopbackServer(Command command, int port, String page, Duration limit)
            throws CannotRunException, InterruptedException {
        url = URI.create("http://" + HOST + ":" + port);
        log = command.log();
        process = ServerProcess.start(command);
        boolean ready = false;
        try {
            awaitReady(process, url.resolve(page), limit);
            ready = true;
        } finally {
            if (!ready) {
                process.close();
            }
        }
    }

    private static void awaitReady(ServerProcess process, URI page, Duration limit)
            throws CannotRunException, InterruptedException {
        HttpRequest ask = HttpRequest.newBuilder(page).timeout(ASK_LIMIT).build();
        try (HttpProbe probe = new HttpProbe(ask, answer -> answer.statusCode() == OK)) {
            process.awaitReady(probe, POLL, limit);
        }
    }

    final ServerProcess process() {
        return process;
    }

    @Override
    public final URI url() {
        return url;
    }

    @Override
    public final Path log() {
        return log;
    }

    @Override
    public final boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public final void kill() {
        process.kill();
    }

    @Override
    public final void close() {
        process.close();
    }
}
