package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * A caller as the holder of keys. Who calls by an issued key has that key and those made by it, and no other of the same
 * owner's: else a key for little could get at secrets of keys for more.
 */
record KeyHolder(Subject subject, Grant grant) {

    static KeyHolder of(Exchange exchange) {
        return new KeyHolder(exchange.subject().orElseThrow(), Grant.on(exchange));
    }

    /** The id of the subject that is responsible for what this caller makes. */
    String owner() {
        return grant.key().map(IssuedKey::owner).orElse(subject.id());
    }

    /** The keys by which a key of this caller's is made. */
    List<String> ancestors() {
        if (grant.key().isEmpty()) {
            return List.of();
        }
        IssuedKey own = grant.key().get();
        List<String> ancestors = new ArrayList<>(own.ancestors());
        ancestors.add(own.id());
        return ancestors;
    }

    /** Whether a key is this caller's to see and to change. */
    boolean holds(IssuedKey key) {
        return grant.key()
                .map(own -> key.id().equals(own.id()) || key.ancestors().contains(own.id()))
                .orElseGet(() -> isOwners(key));
    }

    /** Whether a key counts as this caller's owner's. */
    boolean isOwners(IssuedKey key) {
        return key.tenant().equals(subject.tenant()) && key.owner().equals(owner());
    }
}
