package fr.ecluse.bench.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a gateway under test is started with, beside its upstream.
 *
 * @param name what the report calls such a gateway
 * @param settings that win over its configuration
 * @param bearer what its caller shows; empty for an API key
 */
public record Setup(String name, Flows flows, Map<String, String> settings, Optional<String> bearer) {
    public Setup {
        settings = Map.copyOf(settings);
    }

    /** A gateway without access rules, and a caller with an API key. */
    public static Setup bare() {
        return new Setup("gateway", Flows.BARE, Map.of(), Optional.empty());
    }

    /** The delivered flows and rules, and a caller with an API key. */
    public static Setup delivered() {
        return new Setup("gateway", Flows.DELIVERED, Map.of(), Optional.empty());
    }

    /** The delivered flows and rules, and a caller with a token. */
    public static Setup delivered(String name, TokenIssuer issuer) {
        return new Setup(name, Flows.DELIVERED, issuer.settings(), Optional.of(issuer.token()));
    }

    /** The same with further settings. */
    public Setup with(Map<String, String> further) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(further);
        return new Setup(name, flows, all, bearer);
    }
}
