package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Builtin;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.config.Secret;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** {@code /v1/keys}: what callers do about keys of their own. One that is another's is answered like none. */
final class OwnKeys implements Builtin {

    /** How many keys that have ended are kept for one that is good: without a limit, they would fill the store. */
    private static final int ENDED_PER_GOOD = 10;

    private final KeyStore store;
    private final KeysOptions options;
    private final InstantSource clock;
    private final KeyMint mint = new KeyMint();

    OwnKeys(KeyStore store, KeysOptions options, InstantSource clock) {
        this.store = store;
        this.options = options;
        this.clock = clock;
    }

    @Override
    public Answer answer(Exchange exchange) throws RefusalException {
        return switch (exchange.operation().id()) {
            case "listKeys" -> list(KeyHolder.of(exchange));
            case "createKey" -> create(exchange, KeyHolder.of(exchange));
            case "retrieveKey" -> KeyAnswers.json(200, KeyAnswers.key(held(exchange), now()));
            case "rotateKey" -> rotate(exchange, held(exchange));
            case "revokeKey" -> revoke(held(exchange));
            default -> throw notFound();
        };
    }

    private Answer list(KeyHolder holder) {
        List<IssuedKey> keys =
                store.latest().values().stream().filter(holder::holds).toList();
        return KeyAnswers.list(keys, key -> KeyAnswers.key(key, now()));
    }

    private Answer create(Exchange exchange, KeyHolder holder) throws RefusalException {
        KeyRequest request = KeyRequest.of(exchange);
        Instant now = now();
        Scopes scopes = request.scopes();
        if (!holder.grant().scopes().cover(scopes)) {
            throw KeyProblem.SCOPE_NOT_HELD.about("scopes", exchange);
        }
        Instant expires = expiry(request, exchange, holder.grant(), now);
        KeyAttributes attributes = request.attributes(KeyAttributes.of(holder.subject()));
        requireRoom(exchange, holder, now);
        String id = mint.id();
        Secret whole = mint.key(id);
        IssuedKey key = new IssuedKey(
                id,
                request.name(),
                holder.subject().tenant(),
                holder.owner(),
                attributes,
                scopes,
                now,
                expires,
                Optional.empty(),
                holder.ancestors(),
                List.of(new IssuedKey.Hashed(KeyHash.of(whole.reveal()), Optional.empty())));
        store.add(key);
        return KeyAnswers.json(201, KeyAnswers.key(key, now, whole));
    }

    private Instant expiry(KeyRequest request, Exchange exchange, Grant grant, Instant now) throws RefusalException {
        Instant wanted = request.instant("expires_at");
        if (!wanted.isAfter(now)) {
            throw KeyProblem.EXPIRY_PAST.about("expires_at", exchange);
        }
        Instant latest = grant.expires()
                .filter(own -> own.isBefore(now.plus(options.maxLifetime())))
                .orElse(now.plus(options.maxLifetime()));
        if (wanted.isAfter(latest)) {
            throw KeyProblem.EXPIRY_TOO_LATE.about(
                    "expires_at",
                    exchange,
                    latest.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return wanted;
    }

    private void requireRoom(Exchange exchange, KeyHolder holder, Instant now) throws RefusalException {
        Collection<IssuedKey> owners =
                store.latest().values().stream().filter(holder::isOwners).toList();
        long good = owners.stream()
                .filter(key -> key.revoked().isEmpty() && !key.expired(now))
                .count();
        if (good >= options.maxPerOwner() || owners.size() >= (long) options.maxPerOwner() * (1 + ENDED_PER_GOOD)) {
            throw new RefusalException(
                    KeyProblem.TOO_MANY_KEYS.refusal(exchange, Integer.toString(options.maxPerOwner())));
        }
    }

    private Answer rotate(Exchange exchange, IssuedKey held) throws RefusalException {
        Instant now = now();
        Duration overlap = Duration.ofSeconds(KeyRequest.of(exchange).number("overlap_seconds"));
        if (overlap.compareTo(options.maxOverlap()) > 0) {
            throw KeyProblem.OVERLAP_TOO_LONG.about(
                    "overlap_seconds",
                    exchange,
                    Long.toString(options.maxOverlap().toSeconds()));
        }
        Secret whole = mint.key(held.id());
        IssuedKey rotated = store.change(
                        held.id(),
                        key -> hasEnded(key, now) ? key : key.rotated(KeyHash.of(whole.reveal()), now.plus(overlap)))
                .orElseThrow(OwnKeys::notFound);
        if (hasEnded(rotated, now)) {
            throw new RefusalException(KeyProblem.KEY_ENDED.refusal(exchange));
        }
        return KeyAnswers.json(200, KeyAnswers.key(rotated, now, whole));
    }

    private static boolean hasEnded(IssuedKey key, Instant now) {
        return key.revoked().isPresent() || key.expired(now);
    }

    private Answer revoke(IssuedKey held) throws RefusalException {
        IssuedKey revoked = store.revoke(held.id()).orElseThrow(OwnKeys::notFound);
        return KeyAnswers.json(200, KeyAnswers.key(revoked, now()));
    }

    /** The key that the path names, if the caller holds it. */
    private IssuedKey held(Exchange exchange) throws RefusalException {
        KeyHolder holder = KeyHolder.of(exchange);
        String id = exchange.request().pathParameters().getOrDefault("key", "");
        return Optional.ofNullable(store.latest().get(id)).filter(holder::holds).orElseThrow(OwnKeys::notFound);
    }

    private Instant now() {
        return clock.instant();
    }

    private static RefusalException notFound() {
        return new RefusalException(Refusal.of(ErrorCode.NOT_FOUND));
    }
}
