package fr.ecluse.spi;

/** What a policy may use, and where it stands. */
public interface PolicyContext extends PluginContext {

    /** The flow that the policy is a step of. */
    String flow();

    /** The step's own name. */
    StepName step();
}
