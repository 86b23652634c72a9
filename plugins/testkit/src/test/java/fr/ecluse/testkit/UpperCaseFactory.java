package fr.ecluse.testkit;

import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.config.Option;
import java.util.Set;

/** Makes {@link UpperCasePolicy}, by its options a broken one. */
public final class UpperCaseFactory implements PolicyFactory<UpperCaseFactory.Options> {

    /** @param fault what is wrong with the policy */
    record Options(@Option("What is wrong with the policy.") String fault) {
        Options {
            UpperCasePolicy.Fault.valueOf(fault);
        }
    }

    @Override
    public String name() {
        return "upper-case";
    }

    @Override
    public Class<Options> configType() {
        return Options.class;
    }

    @Override
    public Set<String> phases() {
        return Set.of("second", "first");
    }

    @Override
    public Policy create(Options config, PolicyContext context) {
        return new UpperCasePolicy(UpperCasePolicy.Fault.valueOf(config.fault()));
    }
}
