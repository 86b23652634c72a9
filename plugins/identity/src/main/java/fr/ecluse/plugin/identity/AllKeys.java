package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import java.time.Instant;
import java.time.InstantSource;

/** {@code /admin/keys}: what operators do about the keys of everybody. Its contract demands their role. */
final class AllKeys implements Builtin {

    private final KeyStore store;
    private final InstantSource clock;

    AllKeys(KeyStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Answer answer(Exchange exchange) throws RefusalException {
        return switch (exchange.operation().id()) {
            case "adminListKeys" -> list();
            case "adminRevokeKey" -> revoke(exchange);
            default -> throw notFound();
        };
    }

    private Answer list() {
        Instant now = clock.instant();
        return KeyAnswers.list(store.latest().values(), key -> KeyAnswers.keyWithOwner(key, now));
    }

    private Answer revoke(Exchange exchange) throws RefusalException {
        String id = exchange.request().pathParameters().getOrDefault("key", "");
        IssuedKey revoked = store.revoke(id).orElseThrow(AllKeys::notFound);
        return KeyAnswers.json(200, KeyAnswers.keyWithOwner(revoked, clock.instant()));
    }

    private static RefusalException notFound() {
        return new RefusalException(Refusal.of(ErrorCode.NOT_FOUND));
    }
}
