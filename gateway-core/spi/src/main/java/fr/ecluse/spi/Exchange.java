package fr.ecluse.spi;

import fr.ecluse.spi.access.Obligations;
import fr.ecluse.spi.json.JsonEdits;
import fr.ecluse.spi.json.TextWalker;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * One request on its way through a flow, and its answer on the way back. Used from the exchange's own thread, but for
 * {@link #cancelled()} and {@link #deadline()}, which any thread may ask.
 */
public interface Exchange {

    /** The request's id, {@code X-Request-Id}: minted here, or the caller's where it is well formed. */
    String id();

    Operation operation();

    /** The request without its body. */
    RequestHead request();

    /**
     * The request's body as it is now, read from the network at the first call.
     *
     * @throws RefusalException if it is too large, too slow or broken off; {@code gate_closed} if no {@link #subject()}
     *     is known yet: nothing is read for strangers
     */
    Body body() throws RefusalException;

    /**
     * Puts another body in the place of the present one, which makes a new {@link #revision()}. Whatever was checked
     * about the old one has to be checked again before the exchange may leave.
     */
    void replaceBody(Body body) throws RefusalException;

    /** Applies edits to the present body; the same as {@link #replaceBody} with their result. */
    default void editBody(JsonEdits edits) throws RefusalException {
        if (!edits.isEmpty()) {
            replaceBody(Body.of(edits.apply()));
        }
    }

    /** How often the body was replaced. */
    int revision();

    /** Lists the texts of this operation's request bodies. */
    TextWalker requestTexts();

    /**
     * The model that the body names; empty if it names none of this gateway's, for operations that no model serves, and
     * before the body is read.
     */
    Optional<ModelCard> model();

    Optional<Subject> subject();

    /**
     * Says who calls.
     *
     * @throws IllegalStateException if that is known already
     */
    void identify(Subject subject);

    /** The level of the request: its default, until a policy raises it; never below the floor of its model. */
    Sensitivity level();

    /** Raises the level; a lower one changes nothing. */
    void raise(Sensitivity level);

    /** The categories of data in the request, such as {@code personal}. */
    Set<String> categories();

    void addCategory(String category);

    /** What access rules demand, of all their decisions so far. */
    Obligations obligations();

    /** Adds the demands of one more decision; those there were stay. */
    void oblige(Obligations more);

    /** The buffered answer, on the way back; empty on the way out and for streams. */
    Optional<Answer.Buffered> answer();

    /** Replaces the body of the buffered answer. */
    void replaceAnswerBody(Body body);

    /** Adds a header to the answer, whatever kind it will be, unless its head has left. */
    void addAnswerHeader(String name, String value);

    /** The place that serves the request, once chosen. */
    Optional<Target> target();

    /** What the upstream says was consumed, once known. */
    Optional<Usage> usage();

    /** What ran so far. */
    Ledger ledger();

    /** The time until which the current call of the policy may run. */
    Deadline deadline();

    /**
     * Runs something that is not to be left half done when the caller leaves: the interrupt comes after it. Running past
     * the deadline still interrupts it. Keep it short.
     */
    <T> T despiteCancel(Callable<T> call) throws Exception;

    /** Whether the caller has left. */
    boolean cancelled();

    /** A value that policies pass along under a typed key. */
    <T> Optional<T> attribute(Attribute<T> key);

    <T> void attribute(Attribute<T> key, T value);
}
