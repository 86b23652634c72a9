package fr.ecluse.plugin.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.ecluse.plugin.identity.Issuer.Verification;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The signed tokens of the configured issuers. A token that was found good is remembered by its hash until it ends or its
 * issuer withdraws the key; what was not found good is not remembered, so that nobody fills the memory.
 */
final class Tokens implements Authenticator {

    /** In characters; a token with many roles has half of it. */
    private static final int MAX_LENGTH = 8 * 1024;

    private final Map<String, Issuer> issuers;
    private final Cache<Sha256, VerifiedToken> known;
    private final InstantSource clock;

    /**
     * @param issuers by their URLs
     * @param capacity how many tokens are remembered
     */
    Tokens(Map<String, Issuer> issuers, int capacity, InstantSource clock) {
        this.issuers = Map.copyOf(issuers);
        this.known = Caffeine.newBuilder()
                .maximumSize(capacity)
                .executor(Runnable::run) // else each new token wakes a thread of the common pool
                .build();
        this.clock = clock;
    }

    @Override
    public Answer authenticate(Credential credential) throws InterruptedException {
        String token = credential.token();
        if (!TokenHead.looksLikeToken(token)) {
            return new Answer.NotMine();
        }
        if (token.length() > MAX_LENGTH) {
            return new Answer.Rejected(Problem.TOKEN_TOO_LONG);
        }
        Sha256 hash = Sha256.of(token);
        VerifiedToken seen = known.getIfPresent(hash);
        if (seen != null && seen.isGoodAt(clock.instant())) {
            return seen.shownWith(credential.certificate());
        }
        known.invalidate(hash);
        return switch (verify(token)) {
            case Verification.Good(VerifiedToken good) -> {
                known.put(hash, good);
                yield good.shownWith(credential.certificate());
            }
            case Verification.Bad(Problem problem) -> new Answer.Rejected(problem);
        };
    }

    private Verification verify(String token) throws InterruptedException {
        Optional<TokenHead> head = TokenHead.read(token);
        if (head.isEmpty()) {
            return new Verification.Bad(Problem.TOKEN_MALFORMED);
        }
        Issuer issuer = issuers.get(head.get().issuer());
        return issuer == null ? new Verification.Bad(Problem.TOKEN_ISSUER) : issuer.verify(head.get(), token);
    }
}
