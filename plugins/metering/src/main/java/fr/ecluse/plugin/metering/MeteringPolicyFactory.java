package fr.ecluse.plugin.metering;

import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;

/** Makes the {@code metering} policy. All policies of one factory that name the same file share its writer. */
public final class MeteringPolicyFactory implements PolicyFactory<MeteringOptions> {

    private final UsageFiles files = new UsageFiles();

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
        UsageFiles.Lease ledger = files.open(
                context.stateFolder().resolve(config.file()),
                config.maxSize().bytes(),
                context.clock(),
                context.meters());
        return new MeteringPolicy(
                new RequestMeters(context.meters()),
                new ModelMeters(context.meters()),
                new UsageRecord(context.pseudonyms(), context.clock()),
                ledger);
    }
}
