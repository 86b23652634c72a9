package fr.ecluse.plugin.access;

import fr.ecluse.plugin.access.engine.Engines;
import fr.ecluse.plugin.access.engine.RulesEngine;
import fr.ecluse.plugin.access.question.Phase;
import fr.ecluse.plugin.access.question.Questioner;
import fr.ecluse.plugin.access.rules.DecisionCache;
import fr.ecluse.plugin.access.shadow.Shadow;
import fr.ecluse.plugin.access.shadow.ShadowOptions;
import fr.ecluse.spi.Leases;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import java.util.Optional;
import java.util.Set;

/** Makes the {@code access} policy. All steps with the same options share an engine and its decisions. */
public final class AccessPolicyFactory implements PolicyFactory<AccessOptions> {

    private final Leases<AccessOptions, Decisions> decisions = new Leases<>(Decisions::close);

    @Override
    public String name() {
        return "access";
    }

    @Override
    public Class<AccessOptions> configType() {
        return AccessOptions.class;
    }

    @Override
    public Set<String> phases() {
        return Set.of(Phase.REQUEST.word(), Phase.CONTENT.word());
    }

    @Override
    public Policy create(AccessOptions config, PolicyContext context) {
        Phase phase = Phase.ofWord(context.step().phase().orElseThrow());
        Leases.Lease<Decisions> lease = decisions.lease(config, () -> make(config, context));
        try {
            return new AccessPolicy(
                    new Questioner(phase, context.clock(), config.timeZone()),
                    lease,
                    new DecisionLog(
                            context.journal(config.log().file(), config.log().maxSize()),
                            context.pseudonyms(),
                            context.clock()),
                    new AccessMeters(context.meters(), phase));
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private static Decisions make(AccessOptions config, PolicyContext context) {
        Optional<DecisionCache> cache = config.cache().enabled()
                ? Optional.of(new DecisionCache(config.cache().size(), context.meters()))
                : Optional.empty();
        Optional<Shadow> shadow = shadow(config.shadow(), context);
        return new Decisions(() -> engine(config, context), cache, shadow, context);
    }

    private static Optional<Shadow> shadow(ShadowOptions config, PolicyContext context) {
        return config.isWanted()
                ? Optional.of(new Shadow(
                        Engines.embedded(config.bundle(), context),
                        config.sample(),
                        context.journal(config.file(), config.maxSize()),
                        context.meters()))
                : Optional.empty();
    }

    private static RulesEngine engine(AccessOptions config, PolicyContext context) {
        return switch (config.engine()) {
            case EMBEDDED -> Engines.embedded(config.bundle(), context);
            case SERVER -> Engines.server(config.server(), config.bundle(), context);
        };
    }
}
