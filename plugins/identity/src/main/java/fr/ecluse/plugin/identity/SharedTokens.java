package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Leases;
import fr.ecluse.spi.Leases.Lease;
import fr.ecluse.spi.PolicyContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the policies of all flows know of issuers and tokens, together: an issuer is asked for its keys once for all of
 * them, and keeps them when other options change. Thread-safe.
 */
final class SharedTokens {

    /** Tokens, and the keys of their issuers. */
    record Open(Tokens tokens, List<Lease<IssuerKeys>> keys) {

        private void end() {
            keys.forEach(Lease::close);
        }
    }

    private record TokenSettings(Map<String, IssuerOptions> issuers, int capacity) {}

    private record KeySource(String issuer, IssuerKeyOptions options) {}

    private final Leases<TokenSettings, Open> tokens = new Leases<>(Open::end);
    private final Leases<KeySource, IssuerKeys> keys = new Leases<>(IssuerKeys::close);

    /** The tokens of the issuers in these options. */
    Lease<Open> lease(IdentityOptions options, PolicyContext context) {
        TokenSettings settings = new TokenSettings(options.issuers(), options.knownTokens());
        return tokens.lease(settings, () -> make(settings, context));
    }

    private Open make(TokenSettings settings, PolicyContext context) {
        Map<String, Issuer> issuers = new HashMap<>();
        List<Lease<IssuerKeys>> leases = new ArrayList<>();
        for (IssuerOptions issuer : settings.issuers().values()) {
            Lease<IssuerKeys> lease = keys(new KeySource(issuer.issuer(), issuer.keys()), context);
            leases.add(lease);
            issuers.put(issuer.issuer(), new Issuer(issuer, lease.value(), context.clock()));
        }
        return new Open(new Tokens(issuers, settings.capacity(), context.clock()), leases);
    }

    private Lease<IssuerKeys> keys(KeySource source, PolicyContext context) {
        return keys.lease(source, () -> {
            KeyReader reader = new KeyReader(context.http(), source.issuer(), source.options());
            return new IssuerKeys(source.issuer(), source.options(), reader, context.clock(), context.meters());
        });
    }
}
