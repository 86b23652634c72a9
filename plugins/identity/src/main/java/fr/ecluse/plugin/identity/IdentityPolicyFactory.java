package fr.ecluse.plugin.identity;

import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import java.util.List;

/** Makes the {@code identity} policy. */
public final class IdentityPolicyFactory implements PolicyFactory<IdentityOptions> {

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
        return new IdentityPolicy(List.of(
                new ApiKeys(config.keys(), context.clock()), new IssuedKeys(KeyStore.of(context), context.clock())));
    }
}
