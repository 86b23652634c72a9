package fr.ecluse.testkit;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Headers;
import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.Ledger.Verdict;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leads an exchange through policies as the gateway does: in order on the way out, in reverse on the way back, and to
 * completion. What a policy throws denies. Immutable.
 */
public final class PolicyHarness {

    private record Step(StepName name, Policy policy) {}

    /**
     * What came of an exchange.
     *
     * @param answer what the caller got; for a stream, its head
     * @param events the events that the caller got, those of a stream
     * @param refusal what the caller was told, as an answer or as the last event of a stream
     * @param outcome what the policies were told at the end
     */
    public record Result(Answer answer, List<StreamEvent> events, Optional<Refusal> refusal, Outcome outcome) {

        public Result {
            events = List.copyOf(events);
        }
    }

    private final List<Step> steps;

    private PolicyHarness(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** A flow of one step, {@code policy} or {@code policy@phase}. */
    public static PolicyHarness of(String step, Policy policy) {
        return new PolicyHarness(List.of()).then(step, policy);
    }

    /** This flow with another step after those that it has. */
    public PolicyHarness then(String step, Policy policy) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Step(StepName.parse(step), policy));
        return new PolicyHarness(longer);
    }

    /** A buffered answer of JSON. */
    public static Answer.Buffered json(String body) {
        return new Answer.Buffered(
                200, Headers.of("Content-Type", "application/json"), Body.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** A streamed answer. */
    public static Answer.Streamed stream(FakeEvents events) {
        return new Answer.Streamed(200, Headers.of("Content-Type", "text/event-stream"), events);
    }

    /**
     * Runs an exchange.
     *
     * @param upstream what the target answers, if the request gets there
     */
    public Result run(FakeExchange exchange, Answer upstream) {
        List<Step> entered = new ArrayList<>();
        Optional<Answer> own = request(exchange, entered);
        List<Step> seeing = new ArrayList<>(own.isPresent() ? entered.subList(0, entered.size() - 1) : entered);
        Answer answer = own.orElse(upstream);
        Result result = switch (answer) {
            case Answer.Refused refused -> refused(refused.refusal());
            case Answer.Buffered buffered -> buffered(exchange, buffered, seeing.reversed());
            case Answer.Streamed streamed -> streamed(exchange, streamed, seeing.reversed());
        };
        for (Step step : entered.reversed()) {
            complete(step, exchange, result.outcome());
        }
        return result;
    }

    private Optional<Answer> request(FakeExchange exchange, List<Step> entered) {
        for (Step step : steps) {
            entered.add(step);
            Optional<Answer> answer = Optional.empty();
            Verdict verdict = Verdict.PROCEED;
            try {
                if (step.policy().onRequest(exchange) instanceof Decision.Respond(Answer made)) {
                    answer = Optional.of(made);
                    verdict = made instanceof Answer.Refused ? Verdict.REFUSE : Verdict.RESPOND;
                }
            } catch (RefusalException e) {
                answer = Optional.of(new Answer.Refused(e.refusal()));
                verdict = Verdict.REFUSE;
            } catch (Exception e) {
                answer = Optional.of(new Answer.Refused(unavailable()));
                verdict = Verdict.FAILED_CLOSED;
            }
            exchange.entered(new Ledger.Entry(step.name(), verdict, exchange.revision(), Duration.ofNanos(1_000)));
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    private static Result buffered(FakeExchange exchange, Answer.Buffered upstream, List<Step> seeing) {
        exchange.answer(upstream);
        for (Step step : seeing) {
            try {
                if (step.policy().onResponse(exchange) instanceof Decision.Respond(Answer other)) {
                    if (!(other instanceof Answer.Buffered buffered)) {
                        return refused(other instanceof Answer.Refused(Refusal refusal) ? refusal : unavailable());
                    }
                    exchange.answer(buffered);
                }
            } catch (RefusalException e) {
                return refused(e.refusal());
            } catch (Exception e) {
                return refused(unavailable());
            }
        }
        Answer.Buffered last = exchange.answer().orElseThrow();
        Outcome outcome = Outcomes.of(
                Outcome.Result.COMPLETED,
                last.status(),
                Optional.empty(),
                last.body().length(),
                0);
        return new Result(last, List.of(), Optional.empty(), outcome);
    }

    private static Result streamed(FakeExchange exchange, Answer.Streamed streamed, List<Step> seeing) {
        try (StreamRun run = new StreamRun(streamed.events())) {
            for (Step step : seeing) {
                run.add(step.policy().openStream(exchange));
            }
            run.pump();
            return new Result(streamed, run.written(), run.refusal(), run.outcome(streamed.status()));
        } catch (RefusalException e) {
            return refused(e.refusal());
        } catch (Exception e) {
            return refused(unavailable());
        }
    }

    private static Result refused(Refusal refusal) {
        boolean ours = refusal.code().status() < 500 || refusal.code() == ErrorCode.POLICY_UNAVAILABLE;
        Outcome outcome = ours ? Outcomes.refused(refusal.code()) : Outcomes.failed(refusal.code());
        return new Result(new Answer.Refused(refusal), List.of(), Optional.of(refusal), outcome);
    }

    private static void complete(Step step, FakeExchange exchange, Outcome outcome) {
        try {
            step.policy().onComplete(exchange, outcome);
        } catch (Exception e) {
            throw new AssertionError("onComplete of " + step.name() + " threw", e);
        }
    }

    static Refusal unavailable() {
        return Refusal.of(ErrorCode.POLICY_UNAVAILABLE);
    }
}
