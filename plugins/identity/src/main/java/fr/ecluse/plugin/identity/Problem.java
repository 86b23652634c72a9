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
    REPLACED_KEY;

    private static final Messages MESSAGES = Messages.of(Problem.class, "problems");

    /** The answer to the caller, always 401. */
    Refusal refusal() {
        return Refusal.of(ErrorCode.INVALID_API_KEY).withMessage(MESSAGES.text(name().toLowerCase(Locale.ROOT)));
    }
}
