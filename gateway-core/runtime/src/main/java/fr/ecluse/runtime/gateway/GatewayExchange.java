package fr.ecluse.runtime.gateway;

import fr.ecluse.runtime.contract.Contract;
import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.flow.Flow;
import fr.ecluse.runtime.gate.Generation;
import fr.ecluse.runtime.model.Model;
import fr.ecluse.runtime.policy.PolicyStep;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Attribute;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Deadline;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Headers;
import fr.ecluse.spi.ModelCard;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.RequestHead;
import fr.ecluse.spi.Sensitivity;
import fr.ecluse.spi.Subject;
import fr.ecluse.spi.Target;
import fr.ecluse.spi.Usage;
import fr.ecluse.spi.access.Obligations;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import fr.ecluse.spi.json.TextWalker;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One request in the gateway: what policies see of it, and what the runtime notes about it. Belongs to the exchange's
 * thread; only cancelling may come from elsewhere.
 */
public final class GatewayExchange implements Exchange {

    private static final String PROPERTY = "EcluseExchange";

    private final String id;
    private final ContractOperation operation;
    private final Flow flow;
    private final Generation generation;
    private final RequestHead request;
    private final RequestBody incoming;
    private final Duration bodyTimeout;
    private final Deadline end;
    private final StepGuard guard = new StepGuard();
    private final RunningLedger ledger = new RunningLedger();
    private final List<PolicyStep> entered = new ArrayList<>(8);
    private final Map<PolicyStep, Long> stepTimes = new IdentityHashMap<>();
    private final Map<String, String> answerHeaders = new LinkedHashMap<>();
    private final Set<String> categories = new TreeSet<>();
    private final Map<Attribute<?>, Object> attributes = new IdentityHashMap<>();

    private @Nullable Body body;
    private @Nullable Body searched; // for the model that it names
    private @Nullable ModelCard model;
    private int revision;
    private Sensitivity level;
    private Obligations obligations = Obligations.none();
    private @Nullable Subject subject;
    private @Nullable Target target;
    private @Nullable Usage usage;
    private @Nullable Answer outgoing;
    private Answer.@Nullable Buffered answer;
    private @Nullable PolicyStep responder;
    private long upstreamNanos;

    GatewayExchange(
            String id,
            ContractOperation operation,
            Flow flow,
            Generation generation,
            RequestHead request,
            RequestBody incoming,
            HttpLimits limits) {
        this.id = id;
        this.operation = operation;
        this.flow = flow;
        this.generation = generation;
        this.request = request;
        this.incoming = incoming;
        this.bodyTimeout = limits.bodyTimeout();
        this.end = Deadline.in(limits.total());
        this.level = operation.terms().initial().max(operation.terms().floor());
    }

    /**
     * The exchange that a Camel exchange carries.
     *
     * @throws IllegalStateException if it carries none
     */
    public static GatewayExchange of(org.apache.camel.Exchange camelExchange) {
        GatewayExchange exchange = camelExchange.getProperty(PROPERTY, GatewayExchange.class);
        if (exchange == null) {
            throw new IllegalStateException("not an exchange of the gateway");
        }
        return exchange;
    }

    /** Puts this exchange on a Camel exchange: as its property, and as the body of its message. */
    void ride(org.apache.camel.Exchange camelExchange) {
        camelExchange.setProperty(PROPERTY, this);
        camelExchange.getMessage().setBody(this);
    }

    /** Whether no Camel step has put a body or headers of its own on the message. */
    public boolean isCarriedUntouchedBy(org.apache.camel.Exchange camelExchange) {
        return camelExchange.getMessage().getBody() == this
                && !camelExchange.getMessage().hasHeaders();
    }

    // What policies see

    @Override
    public String id() {
        return id;
    }

    @Override
    public ContractOperation operation() {
        return operation;
    }

    @Override
    public RequestHead request() {
        return request;
    }

    @Override
    public Body body() throws RefusalException {
        Body known = body;
        if (known != null) {
            return known;
        }
        if (subject == null) {
            throw new RefusalException(Refusal.of(ErrorCode.GATE_CLOSED)); // the step that identifies did not run
        }
        try {
            Body read = guard.uncounted(() -> incoming.await(bodyTimeout));
            body = read;
            return read;
        } catch (RefusalException | RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the body was read", e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void replaceBody(Body other) throws RefusalException {
        body(); // so that nothing replaces what was never read
        body = other;
        model = null;
        revision++;
    }

    @Override
    public int revision() {
        return revision;
    }

    @Override
    public TextWalker requestTexts() {
        return operation.requestTexts();
    }

    @Override
    public Optional<ModelCard> model() {
        if (model == null && body != null && body != searched && flow.endsAtModel()) {
            searched = body;
            model = named(body);
        }
        return Optional.ofNullable(model);
    }

    private @Nullable ModelCard named(Body present) {
        try {
            return present.json().root() instanceof JsonObject request
                    ? request.text("model")
                            .flatMap(generation.models()::find)
                            .map(Model::card)
                            .orElse(null)
                    : null;
        } catch (MalformedJsonException e) {
            return null; // the contract refuses it
        }
    }

    @Override
    public Optional<Subject> subject() {
        return Optional.ofNullable(subject);
    }

    @Override
    public void identify(Subject caller) {
        if (subject != null) {
            throw new IllegalStateException("the caller is known already");
        }
        subject = caller;
    }

    @Override
    public Sensitivity level() {
        return model().map(card -> level.max(card.floor())).orElse(level);
    }

    @Override
    public void raise(Sensitivity other) {
        level = level.max(other);
    }

    @Override
    public Set<String> categories() {
        return Set.copyOf(categories);
    }

    @Override
    public void addCategory(String category) {
        categories.add(category);
    }

    @Override
    public Obligations obligations() {
        return obligations;
    }

    @Override
    public void oblige(Obligations more) {
        obligations = obligations.and(more);
    }

    @Override
    public Optional<Answer.Buffered> answer() {
        return Optional.ofNullable(answer);
    }

    @Override
    public void replaceAnswerBody(Body other) {
        answer = Objects.requireNonNull(answer, "there is no buffered answer").withBody(other);
    }

    @Override
    public void addAnswerHeader(String name, String value) {
        Headers.requireValid(name, value);
        answerHeaders.put(name, value);
    }

    @Override
    public Optional<Target> target() {
        return Optional.ofNullable(target);
    }

    @Override
    public Optional<Usage> usage() {
        return Optional.ofNullable(usage);
    }

    @Override
    public RunningLedger ledger() {
        return ledger;
    }

    @Override
    public Deadline deadline() {
        long due = guard.due();
        return due == Long.MAX_VALUE ? end : new Deadline(due).earlier(end);
    }

    @Override
    public <T> T despiteCancel(Callable<T> call) throws Exception {
        return guard.despiteCancel(call);
    }

    @Override
    public boolean cancelled() {
        return guard.cancelled();
    }

    @Override
    public <T> Optional<T> attribute(Attribute<T> key) {
        return Optional.ofNullable(attributes.get(key)).map(key.type()::cast);
    }

    @Override
    public <T> void attribute(Attribute<T> key, T value) {
        attributes.put(key, value);
    }

    // What the runtime notes

    public Flow flow() {
        return flow;
    }

    /** What the operation's contract says about all its operations. */
    public Contract.Terms terms() {
        return operation.terms();
    }

    /** When the exchange must have ended; at once when the gateway stops. */
    public Deadline end() {
        return guard.expired() ? Deadline.in(Duration.ZERO) : end;
    }

    /** The event loop that the request came on; calls to the outside made there need no change of thread. */
    public Context eventLoop() {
        return incoming.context();
    }

    StepGuard guard() {
        return guard;
    }

    RequestBody incoming() {
        return incoming;
    }

    /** Runs a policy's call under its deadline; see {@link StepGuard#run}. */
    public <T> T within(Duration limit, Callable<T> call) throws Exception {
        return guard.run(limit, call);
    }

    /** What to do at once when the caller leaves, such as to stop an upstream. */
    public void onCancel(Runnable action) {
        guard.onCancel(action);
    }

    /** The configuration that it began with. */
    public Generation generation() {
        return generation;
    }

    /** Puts a step on the stack of those that see the answer and the end. */
    public void enter(PolicyStep step) {
        entered.add(step);
    }

    /** Adds time that a step took. */
    public void addTime(PolicyStep step, long nanos) {
        stepTimes.merge(step, nanos, Long::sum);
    }

    /** The time that a step took so far, in nanoseconds. */
    public long timeOf(PolicyStep step) {
        return stepTimes.getOrDefault(step, 0L);
    }

    /** The steps that were entered, first to last. */
    List<PolicyStep> entered() {
        return entered;
    }

    /** Sets what goes back to the caller, made by a target or by the flow itself. */
    public void respond(Answer made) {
        outgoing = made;
        responder = null;
    }

    /** Sets what goes back to the caller, made by a step. */
    public void respond(PolicyStep by, Answer made) {
        outgoing = made;
        responder = by;
    }

    /** The step that answered itself, and so does not see its own answer on the way back. */
    Optional<PolicyStep> responder() {
        return Optional.ofNullable(responder);
    }

    public boolean hasAnswer() {
        return outgoing != null;
    }

    Optional<Answer> outgoing() {
        return Optional.ofNullable(outgoing);
    }

    /** The buffered answer that policies see on the way back. */
    public void answer(Answer.Buffered present) {
        answer = present;
    }

    Map<String, String> answerHeaders() {
        return answerHeaders;
    }

    /** The place that serves the request. */
    public void target(Target chosen) {
        target = chosen;
    }

    /** What the upstream says was consumed. */
    public void usage(Usage consumed) {
        usage = consumed;
    }

    /** Adds time that was spent waiting for the target. */
    public void addUpstreamTime(long nanos) {
        upstreamNanos += nanos;
    }

    long upstreamNanos() {
        return upstreamNanos;
    }

    @Override
    public String toString() {
        return "exchange " + id; // shown by consoles: never the body
    }
}
