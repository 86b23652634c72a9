package fr.ecluse.simulator;

/** How a simulated model behaves. Used by several event loops at once. */
@FunctionalInterface
interface ModelBehaviour {
    /** What the model does with its next request. */
    Reaction next();
}
