package fr.ecluse.plugin.identity;

import fr.ecluse.plugin.identity.Shared.Lease;
import fr.ecluse.plugin.identity.Shared.Made;
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

    private record TokenSettings(Map<String, IssuerOptions> issuers, int capacity) {}

    private record KeySource(String issuer, IssuerKeyOptions options) {}

    private final Shared<TokenSettings, Tokens> tokens = new Shared<>();
    private final Shared<KeySource, IssuerKeys> keys = new Shared<>();

    /** The tokens of the issuers in these options. */
    Lease<Tokens> lease(IdentityOptions options, PolicyContext context) {
        TokenSettings settings = new TokenSettings(options.issuers(), options.knownTokens());
        return tokens.lease(settings, () -> make(settings, context));
    }

    private Made<Tokens> make(TokenSettings settings, PolicyContext context) {
        Map<String, Issuer> issuers = new HashMap<>();
        List<Lease<IssuerKeys>> leases = new ArrayList<>();
        for (IssuerOptions issuer : settings.issuers().values()) {
            Lease<IssuerKeys> lease = keys(new KeySource(issuer.issuer(), issuer.keys()), context);
            leases.add(lease);
            issuers.put(issuer.issuer(), new Issuer(issuer, lease.value(), context.clock()));
        }
        return new Made<>(
                new Tokens(issuers, settings.capacity(), context.clock()), () -> leases.forEach(Lease::close));
    }

    private Lease<IssuerKeys> keys(KeySource source, PolicyContext context) {
        return keys.lease(source, () -> {
            KeyReader reader = new KeyReader(context.http(), source.issuer(), source.options());
            IssuerKeys made =
                    new IssuerKeys(source.issuer(), source.options(), reader, context.clock(), context.meters());
            return new Made<>(made, made::close);
        });
    }
}
