package fr.ecluse.bench.server;

import fr.ecluse.process.CannotRunException;
import java.io.IOException;
import java.net.URI;

/** A kind of server that can be put in front of a model. */
public interface ServerKind {

    /** What the report calls it. */
    String name();

    /**
     * Installs what is missing and starts the server.
     *
     * @param upstream scheme, host and port of the model server
     * @return a server that has answered a first request rightly
     * @throws CannotRunException if it cannot be installed or started
     */
    ChatServer start(URI upstream) throws CannotRunException, IOException, InterruptedException;
}
