package org.example.textlimit;

import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Messages;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.JsonDocument;
import fr.ecluse.spi.json.JsonValue.JsonString;

/** Refuses requests whose texts are too long together. Stands after {@code contract}, which has read the body. */
final class TextLimitPolicy implements Policy {

    private static final Messages MESSAGES = Messages.of(TextLimitPolicy.class, "messages");

    private final int maxCharacters;

    TextLimitPolicy(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    @Override
    public Decision onRequest(Exchange exchange) throws Exception {
        if (exchange.body().isEmpty()) {
            return Decision.proceed();
        }
        long characters = characters(exchange, exchange.body().json());
        if (characters <= maxCharacters) {
            return Decision.proceed();
        }
        return Decision.refuse(Refusal.of(ErrorCode.REQUEST_TOO_LARGE)
                .withMessage(MESSAGES.text("too-long", characters, maxCharacters)));
    }

    private static long characters(Exchange exchange, JsonDocument body) {
        long characters = 0;
        for (JsonString text : exchange.requestTexts().texts(body)) {
            characters += text.text().codePoints().count();
        }
        return characters;
    }
}
