package fr.ecluse.runtime.error;

import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Languages;
import fr.ecluse.spi.error.LocalizedText;
import fr.ecluse.spi.error.Messages;
import fr.ecluse.spi.error.Reason;
import fr.ecluse.spi.error.Refusal;
import java.util.List;
import java.util.Locale;

/**
 * What access rules have left closed with an allow, seen where the request goes out. The reason's code is the constant's
 * name in lower case.
 */
public enum Bound {
    /** The model. */
    MODEL_NOT_GRANTED,
    /** All zones that would serve the request. */
    ZONE_NOT_PERMITTED,
    /** So many tokens as there are answers wanted. */
    OBLIGATION_NOT_MET;

    private static final Messages MESSAGES = Messages.of(Bound.class, "bounds");

    /** What the caller is told. */
    public Refusal refusal(Exchange exchange) {
        String code = name().toLowerCase(Locale.ROOT);
        LocalizedText text = MESSAGES.text(code);
        Locale language = Languages.choose(exchange.request().languages());
        return Refusal.of(ErrorCode.ACCESS_DENIED)
                .withMessage(text)
                .withReasons(List.of(new Reason(code, text.in(language))));
    }
}
