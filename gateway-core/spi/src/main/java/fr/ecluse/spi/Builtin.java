package fr.ecluse.spi;

/**
 * One or several operations that the gateway answers itself, the end of a flow: {@code builtin:<name>}. It is called when
 * the gate has let the exchange through, so the caller is known, has the role that the contract demands, and the body
 * follows the contract. Thread-safe: one instance serves all exchanges, each on its own virtual thread, and may block.
 */
@FunctionalInterface
public interface Builtin {

    /**
     * Answers a request.
     *
     * @throws RefusalException if there is an error that the caller can read; {@code not_found} for an operation that it
     *     does not know
     * @throws fr.ecluse.spi.state.StateUnavailableException if it needs shared state that is out of reach; the caller is
     *     told {@code policy_unavailable}
     */
    Answer answer(Exchange exchange) throws RefusalException;
}
