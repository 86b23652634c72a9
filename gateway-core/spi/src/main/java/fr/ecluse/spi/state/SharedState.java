package fr.ecluse.spi.state;

import java.time.Duration;
import java.util.Optional;

/**
 * State that all replicas share. Calls block while the state is reached, and throw {@link StateUnavailableException}
 * when it cannot be. Thread-safe.
 */
public interface SharedState {

    /**
     * A map of this name, the same for everyone who asks for it.
     *
     * @param durability whether its entries outlive a restart of the embedded mode; the first use of a name decides
     */
    StateMap map(String name, Durability durability);

    /**
     * A counter of this name that starts at zero and forgets itself when it was not touched for {@code timeToLive}.
     */
    Counter counter(String name, Duration timeToLive);

    /**
     * Takes a lease if nobody holds it.
     *
     * @param timeToLive when it ends by itself, should its holder die
     * @return the lease, or empty if somebody else holds it
     */
    Optional<Lease> lease(String name, Duration timeToLive);

    /** Whether entries outlive a restart. */
    enum Durability {
        VOLATILE,
        DURABLE
    }

    /** A number that all replicas add to. */
    interface Counter {

        /** Adds, and returns the sum after it. */
        long add(long delta);

        long get();
    }

    /** The right to do something alone. */
    interface Lease extends AutoCloseable {

        /**
         * Prolongs the lease by its time to live from now.
         *
         * @return false if it was lost
         */
        boolean renew();

        /** Gives it up; does nothing if it was lost. */
        @Override
        void close();
    }
}
