package fr.ecluse.spi.state;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Bytes by name, each entry with a time to live of its own. A time to live of zero means without end. */
public interface StateMap {

    Optional<byte[]> get(String key);

    void put(String key, byte[] value, Duration timeToLive);

    /**
     * Puts a value where there is none.
     *
     * @return the value that stands there already, or empty if this one was put
     */
    Optional<byte[]> putIfAbsent(String key, byte[] value, Duration timeToLive);

    /**
     * Puts a value where another one stands.
     *
     * @return whether {@code expected} stood there
     */
    boolean replace(String key, byte[] expected, byte[] value, Duration timeToLive);

    void remove(String key);

    /** The keys at some moment; for lists that people read, not for the request path. */
    Set<String> keys();
}
