package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Sensitivity;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Options of the tests' issuers. */
final class Issuers {

    static final ClaimOptions CLAIMS = new ClaimOptions(
            "sub", "clearance", "direction", "country", "groups", "realm_access.roles", "azp", "client_id");

    private Issuers() {}

    static IssuerOptions options(String url) {
        return of(url, "interior");
    }

    static IssuerOptions of(String url, String tenant) {
        return of(url, tenant, CertificateBinding.WHEN_PRESENT, CLAIMS, keys(Duration.ofHours(1), seconds(10)));
    }

    static IssuerOptions of(String url, CertificateBinding binding) {
        return of(url, "interior", binding, CLAIMS, keys(Duration.ofHours(1), seconds(10)));
    }

    static IssuerOptions of(String url, ClaimOptions claims) {
        return of(url, "interior", CertificateBinding.WHEN_PRESENT, claims, keys(Duration.ofHours(1), seconds(10)));
    }

    static IssuerOptions of(String url, IssuerKeyOptions keys) {
        return of(url, "interior", CertificateBinding.WHEN_PRESENT, CLAIMS, keys);
    }

    private static IssuerOptions of(
            String url, String tenant, CertificateBinding binding, ClaimOptions claims, IssuerKeyOptions keys) {
        return new IssuerOptions(
                url,
                tenant,
                Set.of("gateway"),
                Set.of("RS256", "PS256", "ES256"),
                Set.of("Bearer", "at+jwt"),
                binding,
                seconds(30),
                Sensitivity.USUAL,
                claims,
                keys);
    }

    static IssuerKeyOptions keys(Duration refresh, Duration unknownKeyInterval) {
        return new IssuerKeyOptions(Optional.empty(), refresh, unknownKeyInterval, Duration.ofHours(24), seconds(2));
    }

    static IssuerKeyOptions keysAt(String url) {
        return new IssuerKeyOptions(
                Optional.of(url), Duration.ofHours(1), seconds(10), Duration.ofHours(24), seconds(2));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
