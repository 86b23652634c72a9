/**
 * An OpenAI-compatible model server that simulates: its answers are scripted, paced and broken on demand, so that
 * clients and gateways can be tested and measured without a language model. Only its embeddings come from a real
 * model (all-MiniLM-L6-v2). Start reading at {@link fr.ecluse.simulator.SimulatorRoutes}; one request for text goes
 * through a {@link fr.ecluse.simulator.GenerationFormat} (the API's shape), a
 * {@link fr.ecluse.simulator.ModelBehaviour} (what the named model does) and a {@link fr.ecluse.simulator.Reply}
 * (the answer on its way out).
 */
@NullMarked
package fr.ecluse.simulator;

import org.jspecify.annotations.NullMarked;
