package fr.ecluse.runtime.gateway;

import fr.ecluse.spi.config.ByteSize;
import fr.ecluse.spi.config.Option;
import java.time.Duration;
import java.util.List;

/** Limits of the conversation with callers. */
public record HttpLimits(
        @Option(value = "The largest request body.", byDefault = "20MB")
        ByteSize maxBody,

        @Option(value = "How long a request body may take to arrive.", byDefault = "60s")
        Duration bodyTimeout,

        @Option(value = "How long a caller may read nothing of an answer before it counts as gone.", byDefault = "60s")
        Duration writeTimeout,

        @Option(value = "How long one exchange may take in all.", byDefault = "10m")
        Duration total,

        @Option("Networks (CIDR) of proxies whose X-Forwarded-For is believed; none unless named.")
        List<String> trustedProxies,

        @Option("Host names that the management port answers for, besides loopback addresses.")
        List<String> managementHosts,

        @Option("Origins of browsers that may use the management port.")
        List<String> managementOrigins) {

    public HttpLimits {
        if (maxBody.bytes() < 1) {
            throw new IllegalArgumentException("max-body must be positive");
        }
        for (Duration duration : List.of(bodyTimeout, writeTimeout, total)) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("timeouts must be positive");
            }
        }
    }
}
