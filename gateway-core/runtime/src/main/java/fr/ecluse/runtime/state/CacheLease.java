package fr.ecluse.runtime.state;

import fr.ecluse.spi.state.SharedState.Lease;
import fr.ecluse.spi.state.StateUnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease that is an entry holding its owner's token. */
final class CacheLease implements Lease {

    static final String CACHE = "leases";

    private static final Logger LOG = LoggerFactory.getLogger(CacheLease.class);
    private static final int TOKEN_BYTES = 16;

    private final Store store;
    private final String name;
    private final Duration timeToLive;
    private final byte[] token;

    private CacheLease(Store store, String name, Duration timeToLive, byte[] token) {
        this.store = store;
        this.name = name;
        this.timeToLive = timeToLive;
        this.token = token;
    }

    /** Takes the lease, or gives nothing if somebody else has it. */
    static Optional<Lease> take(Store store, String name, Duration timeToLive) {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        byte @Nullable [] holder = store.<byte @Nullable []>call(
                CACHE, Retention.COMPLETE, entries -> entries.putIfAbsent(name, token, timeToLive));
        // A cluster that loses a member in the middle of a call makes it again, and then finds our own token.
        return holder == null || Arrays.equals(holder, token)
                ? Optional.of(new CacheLease(store, name, timeToLive, token))
                : Optional.empty();
    }

    @Override
    public boolean renew() {
        return store.<Boolean>call(
                CACHE, Retention.COMPLETE, entries -> entries.replace(name, token, token, timeToLive));
    }

    @Override
    public void close() {
        try {
            store.<Boolean>call(CACHE, Retention.COMPLETE, entries -> entries.remove(name, token));
        } catch (StateUnavailableException e) {
            LOG.warn("the lease {} was not given up, and ends by itself within {}", name, timeToLive, e);
        }
    }
}
