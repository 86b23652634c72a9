package fr.ecluse.plugin.identity;

import fr.ecluse.plugin.identity.IssuerKeys.Lookup;
import fr.ecluse.spi.Subject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** Verifies the tokens of one issuer against its configuration and its keys. Thread-safe. */
final class Issuer {

    private static final String MEDIA_TYPE = "application/";

    /** What came of a verification. */
    sealed interface Verification {

        /** The token is good, for whoever holds the certificate that it may be bound to. */
        record Good(VerifiedToken token) implements Verification {}

        /** The token is no good, or it cannot be told. */
        record Bad(Problem problem) implements Verification {}
    }

    private final IssuerOptions options;
    private final IssuerKeys keys;
    private final InstantSource clock;
    private final SubjectClaims subjects;
    private final Set<String> types = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    Issuer(IssuerOptions options, IssuerKeys keys, InstantSource clock) {
        this.options = options;
        this.keys = keys;
        this.clock = clock;
        this.subjects = new SubjectClaims(options.tenant(), options.clearance(), options.claims());
        this.types.addAll(options.tokenTypes());
    }

    /**
     * Verifies a token that says it is of this issuer. Headers that bring keys along ({@code jku}, {@code jwk}, {@code
     * x5u}, {@code x5c}) are not looked at.
     *
     * @throws InterruptedException if the thread is interrupted while the issuer is asked for its keys
     */
    Verification verify(TokenHead head, String token) throws InterruptedException {
        if (!options.algorithms().contains(head.algorithm())) {
            return new Verification.Bad(Problem.TOKEN_ALGORITHM);
        }
        if (head.keyId().isEmpty()) {
            return new Verification.Bad(Problem.TOKEN_KEY);
        }
        return switch (keys.find(head.keyId().get())) {
            case Lookup.Found(IssuerKey key) -> verify(head, token, key);
            case Lookup.Absent _ -> new Verification.Bad(Problem.TOKEN_KEY);
            case Lookup.Unreachable _ -> new Verification.Bad(Problem.ISSUER_UNREACHABLE);
        };
    }

    private Verification verify(TokenHead head, String token, IssuerKey key) {
        if (key.algorithm().isPresent() && !key.algorithm().get().equals(head.algorithm())) {
            return new Verification.Bad(Problem.TOKEN_ALGORITHM);
        }
        try {
            return verified(head, consumer(key).processToClaims(token), key);
        } catch (InvalidJwtException e) {
            return new Verification.Bad(problem(e));
        } catch (MalformedClaimException e) {
            return new Verification.Bad(Problem.TOKEN_CLAIMS);
        }
    }

    private JwtConsumer consumer(IssuerKey key) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key.key())
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT, options.algorithms().toArray(String[]::new))
                .setExpectedIssuer(true, options.issuer())
                .setExpectedAudience(true, options.audiences().toArray(String[]::new))
                .setRequireExpirationTime()
                .setIssuedAtRestrictions(0, Integer.MAX_VALUE)
                .setAllowedClockSkewInSeconds((int) options.leeway().toSeconds())
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private static Problem problem(InvalidJwtException e) {
        if (e.hasErrorCode(ErrorCodes.EXPIRED)) {
            return Problem.TOKEN_EXPIRED;
        } else if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID) || e.hasErrorCode(ErrorCodes.ISSUED_AT_INVALID_FUTURE)) {
            return Problem.TOKEN_NOT_YET_VALID;
        } else if (e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING) || e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)) {
            return Problem.TOKEN_AUDIENCE;
        } else if (e.hasErrorCode(ErrorCodes.EXPIRATION_MISSING) || e.hasErrorCode(ErrorCodes.MALFORMED_CLAIM)) {
            return Problem.TOKEN_CLAIMS;
        }
        return Problem.TOKEN_SIGNATURE;
    }

    private Verification verified(TokenHead head, JwtClaims claims, IssuerKey key) throws MalformedClaimException {
        if (!isOfRightType(head, claims)) {
            return new Verification.Bad(Problem.TOKEN_TYPE);
        }
        Object confirmation = claims.getClaimValue("cnf");
        Optional<String> certificate = Optional.empty();
        if (confirmation != null) {
            certificate = certificate(confirmation);
            if (certificate.isEmpty()) {
                // Bound to something that cannot be checked here, such as a DPoP key: anybody might have stolen it.
                return new Verification.Bad(Problem.TOKEN_CERTIFICATE);
            }
        } else if (options.certificateBound() == CertificateBinding.REQUIRED) {
            return new Verification.Bad(Problem.TOKEN_UNBOUND);
        }
        Optional<Subject> subject = subjects.subject(claims.getClaimsMap());
        if (subject.isEmpty()) {
            return new Verification.Bad(Problem.TOKEN_CLAIMS);
        }
        long end = claims.getExpirationTime().getValue() + options.leeway().toSeconds();
        return new Verification.Good(new VerifiedToken(subject.get(), end, key, keys, certificate));
    }

    private boolean isOfRightType(TokenHead head, JwtClaims claims) throws MalformedClaimException {
        String type = claims.hasClaim("typ")
                ? claims.getStringClaimValue("typ")
                : head.type().orElse("");
        return types.contains(type.startsWith(MEDIA_TYPE) ? type.substring(MEDIA_TYPE.length()) : type);
    }

    /** RFC 8705, section 3.1. */
    private static Optional<String> certificate(Object confirmation) {
        return confirmation instanceof Map<?, ?> members && members.get("x5t#S256") instanceof String thumbprint
                ? Optional.of(thumbprint)
                : Optional.empty();
    }
}
