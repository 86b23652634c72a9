package fr.ecluse.plugin.access;

import fr.ecluse.plugin.access.engine.Engines;
import fr.ecluse.plugin.access.engine.RulesEngine;
import fr.ecluse.plugin.access.log.MaskedJournal;
import fr.ecluse.plugin.access.question.Phase;
import fr.ecluse.plugin.access.question.Questioner;
import fr.ecluse.plugin.access.rules.DecisionCache;
import fr.ecluse.plugin.access.shadow.Shadow;
import fr.ecluse.plugin.access.shadow.ShadowOptions;
import fr.ecluse.spi.Journal;
import fr.ecluse.spi.Leases;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import java.util.Optional;
import java.util.Set;

/** Makes the {@code access} policy. All steps with the same options share an engine and its decisions. */
public final class AccessPolicyFactory implements PolicyFactory<AccessOptions> {

    /** How many events an OPA server is asked at a time what to mask in them: it answers over a network. */
    private static final int MASKED_AT_ONCE = 8;

    private final Leases<AccessOptions, Decisions> decisions = new Leases<>(Decisions::close);
    private final Leases<AccessOptions, DecisionLog> logs = new Leases<>(DecisionLog::close);

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
                    logs.lease(config, () -> log(config, context)),
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

    private static DecisionLog log(AccessOptions config, PolicyContext context) {
        int atOnce = switch (config.engine()) {
            case EMBEDDED -> 1;
            case SERVER -> MASKED_AT_ONCE;
        };
        Journal journal = context.journal(config.log().place());
        return new DecisionLog(
                new MaskedJournal(journal, atOnce, context.meters()), context.pseudonyms(), context.clock());
    }

    private static Optional<Shadow> shadow(ShadowOptions config, PolicyContext context) {
        return config.isWanted()
                ? Optional.of(new Shadow(
                        Engines.candidate(config.bundle(), context),
                        config.sample(),
                        context.journal(config.place()),
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
