package fr.ecluse.plugin.identity;

import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Messages;
import fr.ecluse.spi.error.Refusal;
import java.util.Locale;

/** Why a caller is not let in. Each has a text that tells an application's developer what to change. */
enum Problem {
    /** There is no credential at all. */
    MISSING,
    /** There is a key in the query, where it ends up in logs. */
    KEY_IN_QUERY,
    /** There is more than one credential, so it is open whose request this is. */
    SEVERAL,
    /** {@code Authorization} has another scheme than Bearer. */
    SCHEME,
    /** The credential has the form of none that is known. */
    MALFORMED,
    /** The key has the right form, and is none of this gateway's. */
    UNKNOWN_KEY,
    /** The key was good once. */
    EXPIRED_KEY,
    /** The key was good until it, or the one by which it was made, was revoked. */
    REVOKED_KEY,
    /** The secret was good until the key got another one. */
    REPLACED_KEY,
    /** The token is longer than any that is accepted. */
    TOKEN_TOO_LONG(ErrorCode.INVALID_TOKEN),
    /** The token is no signed token with algorithm and issuer. */
    TOKEN_MALFORMED(ErrorCode.INVALID_TOKEN),
    /** The token is of none of the configured issuers. */
    TOKEN_ISSUER(ErrorCode.INVALID_TOKEN),
    /** The token is signed by an algorithm that is not accepted, or not at all. */
    TOKEN_ALGORITHM(ErrorCode.INVALID_TOKEN),
    /** The token names no key, or one that its issuer does not publish. */
    TOKEN_KEY(ErrorCode.INVALID_TOKEN),
    /** The signature is not that of the key that the token names. */
    TOKEN_SIGNATURE(ErrorCode.INVALID_TOKEN),
    /** The token was good once. */
    TOKEN_EXPIRED(ErrorCode.INVALID_TOKEN),
    /** The token is not good yet. */
    TOKEN_NOT_YET_VALID(ErrorCode.INVALID_TOKEN),
    /** The token is meant for somebody else. */
    TOKEN_AUDIENCE(ErrorCode.INVALID_TOKEN),
    /** The token is of another kind, such as an ID token. */
    TOKEN_TYPE(ErrorCode.INVALID_TOKEN),
    /** A claim that is needed is missing or malformed. */
    TOKEN_CLAIMS(ErrorCode.INVALID_TOKEN),
    /** The token is not bound to a certificate, as it has to be. */
    TOKEN_UNBOUND(ErrorCode.INVALID_TOKEN),
    /** The token is bound to something that the caller does not show. */
    TOKEN_CERTIFICATE(ErrorCode.INVALID_TOKEN),
    /** The token cannot be verified, because its key is not known and its issuer cannot be asked for it. */
    ISSUER_UNREACHABLE(ErrorCode.POLICY_UNAVAILABLE);

    private static final Messages MESSAGES = Messages.of(Problem.class, "problems");

    private final ErrorCode code;

    Problem() {
        this(ErrorCode.INVALID_API_KEY);
    }

    Problem(ErrorCode code) {
        this.code = code;
    }

    /** The answer to the caller: 401, or 503 where nobody can tell. */
    Refusal refusal() {
        return Refusal.of(code).withMessage(MESSAGES.text(name().toLowerCase(Locale.ROOT)));
    }
}
