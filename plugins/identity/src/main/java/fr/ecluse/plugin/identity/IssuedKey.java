package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key that the gateway made for an application. Of its secrets only the hashes are known.
 *
 * @param id the middle part of the key
 * @param name what its owner calls it
 * @param tenant the owner's
 * @param owner the id of the subject that is responsible for it; a person's data
 * @param ancestors the keys by which it was made, the first one first; none if its owner made it by other credentials.
 *     It ends with any of them
 * @param secrets the present one, and the former one while that is still good
 */
record IssuedKey(
        String id,
        String name,
        String tenant,
        String owner,
        KeyAttributes attributes,
        Scopes scopes,
        Instant created,
        Instant expires,
        Optional<Instant> revoked,
        List<String> ancestors,
        List<Hashed> secrets) {

    /**
     * One secret.
     *
     * @param hash of the whole key with it
     * @param until when it ends before the key does
     */
    record Hashed(KeyHash hash, Optional<Instant> until) {

        boolean ended(Instant now) {
            return until.filter(end -> !now.isBefore(end)).isPresent();
        }
    }

    IssuedKey {
        ancestors = List.copyOf(ancestors);
        secrets = List.copyOf(secrets);
    }

    /** Who calls with it. */
    Subject subject() {
        return new Subject(
                Subject.Type.WORKLOAD,
                id,
                tenant,
                attributes.clearance(),
                attributes.direction(),
                attributes.country(),
                attributes.groups(),
                attributes.roles(),
                attributes.app());
    }

    boolean expired(Instant now) {
        return !now.isBefore(expires);
    }

    /** The same key, revoked; it stays revoked since when it was first. */
    IssuedKey revoked(Instant at) {
        return with(revoked.isPresent() ? revoked : Optional.of(at), secrets);
    }

    /** The same key with another secret; its present one ends at that time, its former one at once. */
    IssuedKey rotated(KeyHash next, Instant presentUntil) {
        Hashed former = new Hashed(secrets.getFirst().hash(), Optional.of(presentUntil));
        return with(revoked, List.of(new Hashed(next, Optional.empty()), former));
    }

    private IssuedKey with(Optional<Instant> otherRevoked, List<Hashed> otherSecrets) {
        return new IssuedKey(
                id, name, tenant, owner, attributes, scopes, created, expires, otherRevoked, ancestors, otherSecrets);
    }

    @Override
    public String toString() {
        return "IssuedKey[" + id + "]"; // the owner is a person
    }
}
