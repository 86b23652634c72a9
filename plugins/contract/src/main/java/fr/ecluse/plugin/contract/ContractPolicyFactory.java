package fr.ecluse.plugin.contract;

import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;

/** Makes the {@code contract} policy. */
public final class ContractPolicyFactory implements PolicyFactory<ContractOptions> {

    @Override
    public String name() {
        return "contract";
    }

    @Override
    public Class<ContractOptions> configType() {
        return ContractOptions.class;
    }

    @Override
    public Policy create(ContractOptions config, PolicyContext context) {
        return new ContractPolicy();
    }
}
