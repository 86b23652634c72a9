package fr.ecluse.runtime.journal;

import java.io.IOException;

/** Where lines end up. Used by one thread. */
interface LineSink extends AutoCloseable {

    /**
     * Writes whole lines.
     *
     * @throws IOException if that is not possible; none of them is then written
     */
    void append(byte[] lines) throws IOException;

    @Override
    void close() throws IOException;
}
