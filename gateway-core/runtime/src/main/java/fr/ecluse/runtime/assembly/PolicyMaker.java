package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.flow.FlowLoader;
import fr.ecluse.runtime.plugin.Plugins;
import fr.ecluse.runtime.policy.PolicyStep;
import fr.ecluse.runtime.policy.StepOptions;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.StepName;

/**
 * Makes policies with their options: {@code ecluse.policies.<name>}, overlaid by {@code ecluse.flows.<flow>.<step>}.
 */
final class PolicyMaker implements FlowLoader.StepMaker {

    private static final String[] STEP_OPTIONS = {"failure", "failure-reason", "deadline"};

    private record Context(String flow, StepName step, PluginServices services) implements PolicyContext, OnServices {}

    /** A step's options as bound: those that the gateway needs, and those of the policy itself. */
    private record Bound<C extends Record>(StepOptions step, C own) {}

    private final Plugins plugins;
    private final ConfigTree configuration;
    private final PluginServices services;

    PolicyMaker(Plugins plugins, ConfigTree configuration, PluginServices services) {
        this.plugins = plugins;
        this.configuration = configuration;
        this.services = services;
    }

    /** Makes policies as another configuration says. */
    PolicyMaker with(ConfigTree other) {
        return new PolicyMaker(plugins, other, services);
    }

    @Override
    public PolicyStep make(String flow, StepName step) {
        return make(flow, step, factory(flow, step));
    }

    /** Gives the present policy if another maker, who made it, has the same options for it; makes a new one otherwise. */
    PolicyStep remake(String flow, PolicyStep present, PolicyMaker former) {
        PolicyFactory<?> factory = factory(flow, present.name());
        return bind(factory, flow, present.name()).equals(former.bind(factory, flow, present.name()))
                ? present
                : make(flow, present.name(), factory);
    }

    private PolicyFactory<?> factory(String flow, StepName step) {
        PolicyFactory<?> factory = plugins.policy(step.policy())
                .orElseThrow(() -> new IllegalArgumentException("flow " + flow + ": there is no policy '"
                        + step.policy() + "'; there are " + plugins.policyNames()));
        boolean knownPhase = step.phase()
                .map(factory.phases()::contains)
                .orElse(factory.phases().isEmpty());
        if (!knownPhase) {
            throw new IllegalArgumentException("flow " + flow + ": policy '" + step.policy() + "' takes "
                    + (factory.phases().isEmpty() ? "no phase" : "one of the phases " + factory.phases()));
        }
        return factory;
    }

    private <C extends Record> PolicyStep make(String flow, StepName step, PolicyFactory<C> factory) {
        Bound<C> options = bind(factory, flow, step);
        Policy policy = factory.create(options.own(), new Context(flow, step, services));
        return new PolicyStep(step, flow, policy, options.step(), services.meters());
    }

    private <C extends Record> Bound<C> bind(PolicyFactory<C> factory, String flow, StepName step) {
        ConfigTree options = configuration
                .at("policies")
                .entry(step.policy())
                .overlay(configuration.at("flows").entry(flow).entry(step.toString()));
        return new Bound<>(
                options.only(STEP_OPTIONS).bind(StepOptions.class),
                options.without(STEP_OPTIONS).bind(factory.configType()));
    }
}
