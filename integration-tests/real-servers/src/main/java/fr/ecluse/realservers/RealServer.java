package fr.ecluse.realservers;

import java.net.URI;
import java.nio.file.Path;

/**
 * A server that runs on this machine, reachable through loopback only. It has answered once before anybody gets hold of
 * it, and does not outlive the JVM that has started it, unless that is killed. Safe for use by several threads.
 */
public interface RealServer extends AutoCloseable {

    /** Where it listens, without a path and without a slash at the end. */
    URI url();

    /** What it writes to standard output and standard error. */
    Path log();

    boolean isAlive();

    /** Ends it at once, as a crash does. */
    void kill();

    /** Asks it to end, waits for that, and kills it if it takes too long. Does nothing once it has ended. */
    @Override
    void close();
}
