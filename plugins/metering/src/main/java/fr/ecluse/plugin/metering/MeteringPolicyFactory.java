package fr.ecluse.plugin.metering;

import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;

/** Makes the {@code metering} policy. */
public final class MeteringPolicyFactory implements PolicyFactory<MeteringOptions> {

    @Override
    public String name() {
        return "metering";
    }

    @Override
    public Class<MeteringOptions> configType() {
        return MeteringOptions.class;
    }

    @Override
    public Policy create(MeteringOptions config, PolicyContext context) {
        return new MeteringPolicy(
                new RequestMeters(context.meters()),
                new ModelMeters(context.meters()),
                new UsageRecord(context.pseudonyms(), context.clock()),
                context.journal(config.place()));
    }
}
