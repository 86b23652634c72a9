package fr.ecluse.runtime.policy;

import fr.ecluse.runtime.OwnTime;
import fr.ecluse.runtime.gateway.GatewayExchange;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Ledger.Verdict;
import fr.ecluse.spi.Operation;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.StreamFilter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy in its place in a flow. The one spot that applies deadlines and failure modes, so that no policy can get
 * them wrong. Thread-safe.
 */
public final class PolicyStep {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyStep.class);

    private final StepName name;
    private final Policy policy;
    private final StepOptions options;
    private final Timer time;
    private final Counter failures;

    public PolicyStep(StepName name, String flow, Policy policy, StepOptions options, MeterRegistry meters) {
        this.name = name;
        this.policy = policy;
        this.options = options;
        this.time = OwnTime.timer("ecluse_policy")
                .description("Time that a policy itself took for an exchange, over all its calls")
                .tag("flow", flow)
                .tag("step", name.toString())
                .register(meters);
        this.failures = Counter.builder("ecluse_policy_failures")
                .description("Calls of a policy that threw or ran past their deadline")
                .tag("flow", flow)
                .tag("step", name.toString())
                .register(meters);
    }

    public StepName name() {
        return name;
    }

    public StepOptions options() {
        return options;
    }

    /** Has the policy prepare for all that its flow serves; see {@link Policy#prepare}. */
    public void prepare(List<? extends Operation> operations) {
        operations.forEach(policy::prepare);
    }

    /** Runs the policy on the way out; a decision to stop is set as the exchange's outgoing answer. */
    public void onRequest(GatewayExchange exchange) {
        exchange.enter(this);
        long start = System.nanoTime();
        Verdict verdict;
        try {
            Decision decision = call(exchange, () -> policy.onRequest(exchange));
            verdict = switch (decision) {
                case Decision.Proceed _ -> Verdict.PROCEED;
                case Decision.Respond(Answer answer) -> {
                    exchange.respond(this, answer);
                    yield answer instanceof Answer.Refused ? Verdict.REFUSE : Verdict.RESPOND;
                }
            };
        } catch (RefusalException e) {
            exchange.respond(this, new Answer.Refused(e.refusal()));
            verdict = Verdict.REFUSE;
        } catch (Exception e) {
            verdict = failed(exchange, e);
        }
        exchange.ledger().add(name, verdict, exchange.revision(), Duration.ofNanos(System.nanoTime() - start));
    }

    private Verdict failed(GatewayExchange exchange, Exception e) {
        if (exchange.cancelled()) {
            exchange.respond(this, new Answer.Refused(unavailable())); // nobody is there to read it
            return Verdict.FAILED_CLOSED;
        }
        report(exchange, "onRequest", e);
        if (options.failure() == FailureMode.OPEN) {
            return Verdict.FAILED_OPEN;
        }
        exchange.respond(this, new Answer.Refused(unavailable()));
        return Verdict.FAILED_CLOSED;
    }

    /**
     * Shows the policy a buffered answer.
     *
     * @return what goes on towards the caller
     */
    public Answer onResponse(GatewayExchange exchange, Answer.Buffered answer) {
        exchange.answer(answer);
        try {
            Decision decision = call(exchange, () -> policy.onResponse(exchange));
            return switch (decision) {
                case Decision.Proceed _ -> exchange.answer().orElseThrow();
                case Decision.Respond(Answer other) -> other;
            };
        } catch (RefusalException e) {
            return new Answer.Refused(e.refusal());
        } catch (Exception e) {
            report(exchange, "onResponse", e);
            return options.failure() == FailureMode.OPEN ? answer : new Answer.Refused(unavailable());
        }
    }

    /** Opens the policy's filter for a streamed answer, guarded like every other call. */
    public StreamFilter openStream(GatewayExchange exchange) throws RefusalException {
        try {
            StreamFilter filter = call(exchange, () -> policy.openStream(exchange));
            return filter == StreamFilter.PASS ? filter : new GuardedFilter(this, exchange, filter);
        } catch (RefusalException e) {
            throw e;
        } catch (Exception e) {
            report(exchange, "openStream", e);
            if (options.failure() == FailureMode.OPEN) {
                return StreamFilter.PASS;
            }
            throw new RefusalException(unavailable());
        }
    }

    /** Tells the policy how it ended; nothing it throws goes further. */
    public void onComplete(GatewayExchange exchange, Outcome outcome) {
        try {
            call(exchange, () -> {
                policy.onComplete(exchange, outcome);
                return outcome;
            });
        } catch (Exception e) {
            report(exchange, "onComplete", e);
        }
        time.record(exchange.timeOf(this), TimeUnit.NANOSECONDS);
    }

    /** Calls the policy or its filter under the step's deadline, and adds up the time. */
    <T> T call(GatewayExchange exchange, Callable<T> call) throws Exception {
        long start = System.nanoTime();
        try {
            return exchange.within(options.deadline(), call);
        } finally {
            exchange.addTime(this, System.nanoTime() - start);
        }
    }

    public void close() {
        try {
            policy.close();
        } catch (Exception | LinkageError e) {
            LOG.warn("policy {} did not close: {}", name, e.getClass().getName());
        }
    }

    static Refusal unavailable() {
        return Refusal.of(ErrorCode.POLICY_UNAVAILABLE);
    }

    /** Counts a failure and logs where it came from; an exception's message may hold text of the request, so not that. */
    void report(GatewayExchange exchange, String call, Exception e) {
        failures.increment();
        Throwable failure = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        StackTraceElement[] trace = failure.getStackTrace();
        LOG.error(
                "policy {} failed in {} for request {}: {}{}",
                name,
                call,
                exchange.id(),
                failure.getClass().getName(),
                trace.length == 0 ? "" : " at " + trace[0]);
    }
}
