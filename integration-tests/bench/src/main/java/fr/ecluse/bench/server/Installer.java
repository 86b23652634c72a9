package fr.ecluse.bench.server;

import fr.ecluse.process.CannotRunException;
import fr.ecluse.process.Command;
import fr.ecluse.process.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs {@code peers/install}, which does nothing for what is there already. */
public final class Installer {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Workplace workplace;

    public Installer(Workplace workplace) {
        this.workplace = workplace;
    }

    /**
     * Installs something, if it is missing.
     *
     * @param what a name that {@code peers/install} knows
     * @return the folder that it was installed into, for what does not come from the distribution
     */
    public Path install(String what) throws CannotRunException, InterruptedException {
        Path script = workplace.root().resolve("integration-tests/bench/peers/install");
        Command command = new Command(
                "install " + what,
                List.of(script.toString(), what, workplace.peers().toString()),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                workplace.root(),
                workplace.log("install-" + what));
        try (ServerProcess installation = ServerProcess.start(command)) {
            installation.awaitSuccess(LIMIT);
        }
        return workplace.peers().resolve(what);
    }
}
