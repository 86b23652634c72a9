package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Leases;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import java.util.List;

/** Makes the {@code identity} policy. All policies of one factory share what they know of issuers and tokens. */
public final class IdentityPolicyFactory implements PolicyFactory<IdentityOptions> {

    private final SharedTokens tokens = new SharedTokens();

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public Class<IdentityOptions> configType() {
        return IdentityOptions.class;
    }

    @Override
    public Policy create(IdentityOptions config, PolicyContext context) {
        Leases.Lease<SharedTokens.Open> lease = tokens.lease(config, context);
        return new IdentityPolicy(
                List.of(
                        new ApiKeys(config.keys(), context.clock()),
                        new IssuedKeys(KeyStore.of(context), context.clock()),
                        lease.value().tokens()),
                lease::close);
    }
}
