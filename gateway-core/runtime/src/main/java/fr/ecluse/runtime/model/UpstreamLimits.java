package fr.ecluse.runtime.model;

import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.config.Option;
import java.time.Duration;
import java.util.List;

/** Limits of the conversation with what serves models. */
public record UpstreamLimits(
        @Option(value = "How long a connection may take to stand.", byDefault = "5s")
        Duration connectTimeout,

        @Option(value = "How long the first byte of an answer may take.", byDefault = "120s")
        Duration firstByteTimeout,

        @Option(value = "How long a begun answer may pause.", byDefault = "60s")
        Duration idleTimeout,

        @Option(value = "The largest answer, whole or streamed.", byDefault = "64MB")
        ByteSize maxAnswer,

        @Option(value = "The largest event of a stream.", byDefault = "4MB")
        ByteSize maxEvent,

        @Option(value = "Connections to one host at most.", byDefault = "8192")
        int maxConnections) {

    public UpstreamLimits {
        for (Duration duration : List.of(connectTimeout, firstByteTimeout, idleTimeout)) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("timeouts must be positive");
            }
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("max-connections must be positive");
        }
    }
}
