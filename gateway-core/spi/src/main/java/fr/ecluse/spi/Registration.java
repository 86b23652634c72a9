package fr.ecluse.spi;

/** Something that was told to the gateway, until it is closed. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    /** Ends it; a second call does nothing. */
    @Override
    void close();
}
