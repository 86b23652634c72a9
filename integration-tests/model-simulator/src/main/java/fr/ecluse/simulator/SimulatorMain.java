package fr.ecluse.simulator;

import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The simulator's process: reads the command line, starts the server, says where it listens. */
public final class SimulatorMain {
    /** Held for the life of the process: a logger that nobody holds forgets its level. */
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private SimulatorMain() {}

    /**
     * Starts the simulator and returns; its threads keep the process alive until it is ended. Exits with 2 on a wrong
     * command line and with 1 when the port cannot be bound.
     *
     * @param arguments see {@link SimulatorOptions#USAGE}
     */
    public static void main(String[] arguments) {
        ROOT_LOGGER.setLevel(Level.WARNING);
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("model simulator: " + e.getMessage() + System.lineSeparator() + SimulatorOptions.USAGE);
            System.exit(2);
            return;
        }
        try {
            SimulatorServer server = SimulatorServer.start(options);
            System.out.println("model simulator listening on " + server.url());
        } catch (CompletionException e) {
            System.err.println("model simulator: cannot start: " + e.getCause());
            System.exit(1);
        }
    }
}
