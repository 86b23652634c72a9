package fr.ecluse.runtime.gateway;

import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps browsers that another site drives away from the management port: it answers only for hosts that it knows, so
 * that a rebound name does not reach it, and only to origins that an operator named. Callers prove themselves by a
 * header that no browser sends by itself, so there is nothing for a forged form to ride on.
 */
final class ManagementDoor {

    private final Set<String> hosts;
    private final Set<String> origins;

    ManagementDoor(List<String> hosts, List<String> origins) {
        this.hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
        this.origins = Set.copyOf(origins);
    }

    Optional<Refusal> refuse(HttpServerRequest request) {
        String host = request.authority() == null ? "" : request.authority().toString();
        int port = host.lastIndexOf(':');
        String name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
        if (!hosts.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of(Refusal.of(ErrorCode.MISDIRECTED_REQUEST));
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origins.contains(origin)) {
            return Optional.of(Refusal.of(ErrorCode.ACCESS_DENIED).withParam("Origin"));
        }
        return Optional.empty();
    }
}
