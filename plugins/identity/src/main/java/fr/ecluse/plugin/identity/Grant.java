package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Attribute;
import fr.ecluse.spi.Exchange;
import java.time.Instant;
import java.util.Optional;

/**
 * What a credential is good for, beyond whose it is.
 *
 * @param key the key, if the gateway issued it
 * @param expires when a key ends, and with it whatever is made by it
 * @param scopes what it may be used for
 */
record Grant(Optional<IssuedKey> key, Optional<Instant> expires, Scopes scopes) {

    private static final Attribute<Grant> ON_EXCHANGE = Attribute.of("identity.grant", Grant.class);

    /** Without limits of its own. */
    static Grant unlimited() {
        return until(Optional.empty());
    }

    /** For everything, as long as a key of the configuration is good. */
    static Grant until(Optional<Instant> expires) {
        return new Grant(Optional.empty(), expires, Scopes.EVERYTHING);
    }

    static Grant of(IssuedKey key) {
        return new Grant(Optional.of(key), Optional.of(key.expires()), key.scopes());
    }

    /** Leaves it on an exchange. */
    void leaveOn(Exchange exchange) {
        exchange.attribute(ON_EXCHANGE, this);
    }

    /**
     * What this policy left on an exchange.
     *
     * @throws IllegalStateException if another policy identified the caller
     */
    static Grant on(Exchange exchange) {
        return exchange.attribute(ON_EXCHANGE)
                .orElseThrow(() -> new IllegalStateException("the policy of this plugin did not identify the caller"));
    }
}
