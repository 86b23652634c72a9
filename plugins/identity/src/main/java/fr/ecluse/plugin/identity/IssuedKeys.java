package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the gateway issued. The work is the same whether the id exists or not, and nothing is told about a key
 * but to who shows a secret of it.
 */
final class IssuedKeys implements Authenticator {

    /** As many as a key has while it is rotated. */
    private static final int SECRETS = 2;

    private static final IssuedKey.Hashed NOBODYS = new IssuedKey.Hashed(KeyHash.of(""), Optional.empty());

    private final KeyStore store;
    private final InstantSource clock;

    IssuedKeys(KeyStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * {@inheritDoc}
     *
     * @throws fr.ecluse.spi.state.StateUnavailableException if it cannot be known which keys are good
     */
    @Override
    public Answer authenticate(Credential credential) {
        Matcher form = KeyMint.form().matcher(credential.token());
        if (!form.matches()) {
            return new Answer.NotMine();
        }
        Map<String, IssuedKey> keys = store.current();
        IssuedKey key = keys.get(form.group(1));
        Optional<IssuedKey.Hashed> secret = matching(key, KeyHash.of(credential.token()));
        if (key == null || secret.isEmpty()) {
            return new Answer.Rejected(Problem.UNKNOWN_KEY);
        }
        return problem(key, secret.get(), keys)
                .<Answer>map(Answer.Rejected::new)
                .orElseGet(() -> known(key));
    }

    /** Compares with all secrets that a key can have, also where there is no key. */
    private static Optional<IssuedKey.Hashed> matching(@Nullable IssuedKey key, KeyHash shown) {
        List<IssuedKey.Hashed> secrets = key == null ? List.of() : key.secrets();
        IssuedKey.Hashed found = null;
        for (int i = 0; i < SECRETS; i++) {
            IssuedKey.Hashed secret = i < secrets.size() ? secrets.get(i) : NOBODYS;
            if (secret.hash().matches(shown)) {
                found = secret;
            }
        }
        return Optional.ofNullable(found);
    }

    private Optional<Problem> problem(IssuedKey key, IssuedKey.Hashed secret, Map<String, IssuedKey> keys) {
        Instant now = clock.instant();
        if (isRevoked(key, keys)) {
            return Optional.of(Problem.REVOKED_KEY);
        }
        if (key.expired(now)) {
            return Optional.of(Problem.EXPIRED_KEY);
        }
        return secret.ended(now) ? Optional.of(Problem.REPLACED_KEY) : Optional.empty();
    }

    /** An ancestor of which nothing is known any more was revoked long ago, since it would not have expired before. */
    private static boolean isRevoked(IssuedKey key, Map<String, IssuedKey> keys) {
        return key.revoked().isPresent()
                || key.ancestors().stream()
                        .map(id -> Optional.ofNullable(keys.get(id)))
                        .anyMatch(
                                ancestor -> ancestor.flatMap(IssuedKey::revoked).isPresent() || ancestor.isEmpty());
    }

    private static Answer known(IssuedKey key) {
        Subject subject = key.subject();
        return new Answer.Known(subject, Grant.of(key));
    }
}
