package fr.ecluse.runtime.harness;

import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.access.Obligations;
import fr.ecluse.spi.config.Option;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Puts each exchange under obligations, as access rules do. */
public final class Obliging implements PolicyFactory<Obliging.Options> {

    public record Options(
            @Option("The only zone.") Optional<String> zone,

            @Option("The only model.") Optional<String> model,

            @Option(value = "The most tokens; 0: any number.", byDefault = "0")
            int maxTokens) {}

    @Override
    public String name() {
        return "obliging";
    }

    @Override
    public Class<Options> configType() {
        return Options.class;
    }

    @Override
    public Policy create(Options options, PolicyContext context) {
        Obligations obligations = new Obligations(
                options.zone().map(Set::of),
                options.model().map(Set::of),
                options.maxTokens() == 0 ? OptionalLong.empty() : OptionalLong.of(options.maxTokens()),
                Optional.empty());
        return exchange -> {
            exchange.oblige(obligations);
            return Decision.proceed();
        };
    }
}
