package fr.ecluse.spi;

import fr.ecluse.spi.stream.StreamFilter;

/**
 * One governing step of a flow, for one place in it.
 *
 * <p>The gateway calls {@link #onRequest} when an exchange reaches the step. If the step was entered, the policy sees
 * the answer too, in reverse order of entry: {@link #onResponse} for a buffered answer, a filter from {@link
 * #openStream} for a streamed one. {@link #onComplete} follows exactly once, whatever happened in between.
 *
 * <p>All calls for one exchange come from that exchange's own virtual thread; calls for different exchanges come at
 * the same time, so an instance keeps no state of an exchange in its fields. Blocking is fine: a call that runs past
 * the step's deadline is interrupted. Code that computes without blocking polls {@link Exchange#deadline()}. Whatever
 * a policy throws, and whatever runs past its deadline, denies the request unless the step is configured {@code
 * failure: open}.
 */
public interface Policy extends AutoCloseable {

    /**
     * Checks that this policy can serve an operation, and prepares for it. Called once for each operation that the
     * flow serves, before the operation's first exchange.
     *
     * @throws IllegalArgumentException if it cannot; the flow then does not start
     */
    default void prepare(Operation operation) {}

    /** Decides about a request. */
    Decision onRequest(Exchange exchange) throws Exception;

    /**
     * Decides about a buffered answer, which {@link Exchange#answer()} gives. Not called for refusals.
     *
     * @return {@link Decision#proceed()} to let the answer pass as it is now, or another answer in its place
     */
    default Decision onResponse(Exchange exchange) throws Exception {
        return Decision.proceed();
    }

    /** Opens a filter for a streamed answer; the default lets every event pass. */
    default StreamFilter openStream(Exchange exchange) throws Exception {
        return StreamFilter.PASS;
    }

    /** Learns how the exchange ended. What it throws is logged and counted, and changes nothing for the caller. */
    default void onComplete(Exchange exchange, Outcome outcome) throws Exception {}

    /** Releases what the policy holds, when its flow has stopped and its last exchange is complete. */
    @Override
    default void close() throws Exception {}
}
