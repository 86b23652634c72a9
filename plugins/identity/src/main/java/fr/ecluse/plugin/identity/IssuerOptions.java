package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.config.Option;
import java.time.Duration;
import java.util.Set;

/**
 * One issuer of tokens, such as a realm of Keycloak, and what is believed of them.
 *
 * @param issuer exactly as the tokens have it in {@code iss}
 * @param tenant whose the subjects are
 * @param audiences one of which each token must be meant for
 * @param algorithms of signatures, all asymmetric
 * @param tokenTypes one of which each token must call itself
 * @param certificateBound what is asked about certificates
 * @param leeway how far clocks may be apart, in whole seconds
 * @param clearance of subjects whose tokens say nothing about it
 * @param claims which claims say what
 * @param keys how the issuer's public keys are read
 */
public record IssuerOptions(
        @Option("The issuer's URL, exactly as its tokens have it in iss; https, or http on loopback.")
        String issuer,

        @Option("The tenant that the issuer's subjects belong to; no claim can change it.")
        String tenant,

        @Option("The audiences of this gateway: a token must name one of them in aud.")
        Set<String> audiences,

        @Option(
                value = "The signature algorithms that are accepted: RS, PS or ES with 256, 384 or 512, or EdDSA.",
                byDefault = "RS256, PS256, ES256")
        Set<String> algorithms,

        @Option(
                value = "What a token may call itself in its claim typ or, without one, in its header typ;"
                        + " keeps ID tokens out.",
                byDefault = "Bearer, at+jwt")
        Set<String> tokenTypes,

        @Option(
                value = "Whether every token must be bound to the caller's certificate (RFC 8705): required;"
                        + " or only what the token itself says is held to: when-present.",
                byDefault = "when-present")
        CertificateBinding certificateBound,

        @Option(value = "How far the clocks of issuer and gateway may be apart, 5m at most.", byDefault = "30s")
        Duration leeway,

        @Option(
                value = "The clearance of a subject whose token has no claim for it; one that is none of the three"
                        + " words is public.",
                byDefault = "public")
        Sensitivity clearance,

        @Option("Which claims say what about the subject.") ClaimOptions claims,

        @Option("How the issuer's public keys are read.") IssuerKeyOptions keys) {

    private static final Set<String> ASYMMETRIC =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(5);

    public IssuerOptions {
        if (TrustedUrl.parse(issuer).getRawQuery() != null) {
            throw new IllegalArgumentException("issuer: '" + issuer + "' must not have a query");
        }
        if (tenant.isBlank()) {
            throw new IllegalArgumentException("tenant: must not be blank");
        }
        audiences = Set.copyOf(audiences);
        if (audiences.isEmpty() || audiences.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "audiences: needs at least one, or tokens for others would be good here");
        }
        algorithms = Set.copyOf(algorithms);
        if (algorithms.isEmpty() || !ASYMMETRIC.containsAll(algorithms)) {
            throw new IllegalArgumentException(
                    "algorithms: needs one or more of RS, PS or ES with 256, 384 or 512, or EdDSA");
        }
        tokenTypes = Set.copyOf(tokenTypes);
        if (tokenTypes.isEmpty()) {
            throw new IllegalArgumentException("token-types: needs at least one");
        }
        if (leeway.isNegative() || leeway.compareTo(LONGEST_LEEWAY) > 0) {
            throw new IllegalArgumentException("leeway: must not be negative, and 5m at most");
        }
    }
}
