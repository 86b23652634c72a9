package fr.ecluse.runtime.policy;

import fr.ecluse.runtime.OwnTime;
import fr.ecluse.runtime.gateway.GatewayExchange;
import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Ledger.Verdict;
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
                .description("Time that a policy itself took for a request, on the way out")
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

    /** Runs the policy on the way out; a decision to stop is set as the exchange's outgoing answer. */
    public void onRequest(GatewayExchange exchange) {
        exchange.enter(this);
        long start = System.nanoTime();
        Verdict verdict;
        try {
            Decision decision = exchange.within(options.deadline(), () -> policy.onRequest(exchange));
            verdict = switch (decision) {
                case Decision.Proceed _ -> Verdict.PROCEED;
                case Decision.Respond(Answer answer) -> {
                    exchange.respond(answer);
                    yield answer instanceof Answer.Refused ? Verdict.REFUSE : Verdict.RESPOND;
                }
            };
        } catch (RefusalException e) {
            exchange.respond(new Answer.Refused(e.refusal()));
            verdict = Verdict.REFUSE;
        } catch (Exception e) {
            verdict = failed(exchange, e);
        }
        long took = System.nanoTime() - start;
        time.record(took, TimeUnit.NANOSECONDS);
        exchange.ledger().add(name, verdict, exchange.revision(), Duration.ofNanos(took));
    }

    private Verdict failed(GatewayExchange exchange, Exception e) {
        if (exchange.cancelled()) {
            exchange.respond(new Answer.Refused(unavailable())); // nobody is there to read it
            return Verdict.FAILED_CLOSED;
        }
        report(exchange, "onRequest", e);
        if (options.failure() == FailureMode.OPEN) {
            return Verdict.FAILED_OPEN;
        }
        exchange.respond(new Answer.Refused(unavailable()));
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
            Decision decision = exchange.within(options.deadline(), () -> policy.onResponse(exchange));
            return decision instanceof Decision.Respond(Answer other)
                    ? other
                    : exchange.answer().orElseThrow();
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
            StreamFilter filter = exchange.within(options.deadline(), () -> policy.openStream(exchange));
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
            exchange.within(options.deadline(), () -> {
                policy.onComplete(exchange, outcome);
                return outcome;
            });
        } catch (Exception e) {
            report(exchange, "onComplete", e);
        }
    }

    public void close() {
        try {
            policy.close();
        } catch (Exception e) {
            LOG.warn("policy {} did not close: {}", name, e.getClass().getName());
        }
    }

    static Refusal unavailable() {
        return Refusal.of(ErrorCode.POLICY_UNAVAILABLE).withRetryAfter(Duration.ofSeconds(1));
    }

    /** Counts a failure and logs where it came from; an exception's message may hold text of the request, so not that. */
    void report(GatewayExchange exchange, String call, Exception e) {
        failures.increment();
        StackTraceElement[] trace = e.getStackTrace();
        LOG.error(
                "policy {} failed in {} for request {}: {}{}",
                name,
                call,
                exchange.id(),
                e.getClass().getName(),
                trace.length == 0 ? "" : " at " + trace[0]);
    }
}
