package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Languages;
import fr.ecluse.spi.error.LocalizedText;
import fr.ecluse.spi.error.Messages;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import java.util.List;
import java.util.Locale;

/** Why something cannot be done with a key, or about one. The reason's code is the constant's name in lower case. */
enum KeyProblem {
    /** The key is not for this operation. */
    SCOPE_MISSING(ErrorCode.ACCESS_DENIED),
    /** A scope has the form of none. */
    SCOPE_MALFORMED(ErrorCode.INVALID_REQUEST),
    /** The key by which another one is made does not have the scope itself. */
    SCOPE_NOT_HELD(ErrorCode.ACCESS_DENIED),
    /** The creator does not have the attribute itself. */
    ATTRIBUTE_NOT_HELD(ErrorCode.ACCESS_DENIED),
    /** The end is not in the future. */
    EXPIRY_PAST(ErrorCode.INVALID_REQUEST),
    /** The end is later than keys may end. */
    EXPIRY_TOO_LATE(ErrorCode.INVALID_REQUEST),
    /** The former secret would be good for longer than allowed. */
    OVERLAP_TOO_LONG(ErrorCode.INVALID_REQUEST),
    /** The key was revoked or has expired, so it gets no other secret. */
    KEY_ENDED(ErrorCode.CONFLICT),
    /** The owner has as many keys as one may have. */
    TOO_MANY_KEYS(ErrorCode.CONFLICT);

    private static final Messages MESSAGES = Messages.of(KeyProblem.class, "keys");

    private final ErrorCode code;

    KeyProblem(ErrorCode code) {
        this.code = code;
    }

    /**
     * What the caller is told.
     *
     * @param arguments what the text names
     */
    Refusal refusal(Exchange exchange, String... arguments) {
        String name = name().toLowerCase(Locale.ROOT);
        LocalizedText text = MESSAGES.text(name, (Object[]) arguments);
        Locale language = Languages.choose(exchange.request().languages());
        return Refusal.of(code).withMessage(text).withReasons(List.of(new Reason(name, text.in(language))));
    }

    /** The same, about a part of the request. */
    RefusalException about(String param, Exchange exchange, String... arguments) {
        return new RefusalException(refusal(exchange, arguments).withParam(param));
    }
}
