package fr.ecluse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Ledger;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.StreamEnd;
import fr.ecluse.spi.stream.StreamEvent;
import fr.ecluse.spi.stream.StreamFilter;
import fr.ecluse.spi.stream.StreamOutput;
import fr.ecluse.testkit.UpperCasePolicy.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PolicyHarnessTest {

    private static final Policy PASS = _ -> Decision.proceed();

    private final UpperCasePolicy policy = new UpperCasePolicy(Fault.NONE);
    private final Answer.Buffered upstream = PolicyHarness.json("{\"text\":\"hello\"}");

    @Test
    void aPolicyNeedsToDecideAndNoMore() throws Exception {
        try (PASS) {
            PASS.prepare(FakeOperation.chat());
            PolicyHarness.Result result = PolicyHarness.of("pass", PASS).run(chat("{}"), upstream);
            assertThat(result.answer()).isEqualTo(upstream);
            assertThat(PASS.openStream(chat("{}"))).isSameAs(StreamFilter.PASS);
        }
    }

    @Test
    void aBufferedAnswerIsSeenOnTheWayBack() {
        FakeExchange exchange = chat("{}");
        PolicyHarness.Result result =
                PolicyHarness.of("pass", PASS).then("upper-case@first", policy).run(exchange, upstream);

        assertThat(((Answer.Buffered) result.answer()).body())
                .isEqualTo(Body.of("{\"TEXT\":\"HELLO\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(result.outcome().result()).isEqualTo(Outcome.Result.COMPLETED);
        assertThat(result.outcome().bytes()).isEqualTo(16);
        assertThat(policy.outcomes()).containsExactly(result.outcome());
        assertThat(exchange.ledger().entries())
                .extracting(Ledger.Entry::decision)
                .containsExactly(Ledger.Verdict.PROCEED, Ledger.Verdict.PROCEED);
    }

    @Test
    void aRefusalStopsTheFlowAndCompletes() {
        UpperCasePolicy never = new UpperCasePolicy(Fault.NONE);
        FakeExchange exchange = chat("{\"refuse\":1}");
        PolicyHarness.Result result =
                PolicyHarness.of("upper-case", policy).then("never", never).run(exchange, upstream);

        assertThat(result.refusal().orElseThrow().code()).isEqualTo(ErrorCode.CONTENT_BLOCKED);
        assertThat(result.outcome().result()).isEqualTo(Outcome.Result.REFUSED);
        assertThat(policy.outcomes()).hasSize(1);
        assertThat(never.outcomes()).isEmpty();
        assertThat(exchange.ledger().entries())
                .extracting(Ledger.Entry::decision)
                .containsExactly(Ledger.Verdict.REFUSE);
    }

    @Test
    void whatThrowsDenies() {
        FakeExchange exchange = chat("{\"throw\":1}");
        PolicyHarness.Result result = PolicyHarness.of("upper-case", policy).run(exchange, upstream);

        assertThat(result.refusal().orElseThrow().code()).isEqualTo(ErrorCode.POLICY_UNAVAILABLE);
        assertThat(exchange.ledger().entries())
                .extracting(Ledger.Entry::decision)
                .containsExactly(Ledger.Verdict.FAILED_CLOSED);
    }

    @Test
    void aRefusalThatIsThrownIsARefusal() {
        FakeExchange exchange = FakeExchange.chat()
                .unreadableBody(new RefusalException(Refusal.of(ErrorCode.REQUEST_TOO_LARGE)))
                .build();
        PolicyHarness.Result result = PolicyHarness.of("upper-case", policy).run(exchange, upstream);

        assertThat(result.refusal().orElseThrow().code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
    }

    @Test
    void aPolicyThatAnswersDoesNotSeeItsOwnAnswer() {
        Policy answering = new Policy() {
            @Override
            public Decision onRequest(Exchange exchange) {
                return Decision.respond(PolicyHarness.json("{\"from\":\"cache\"}"));
            }

            @Override
            public Decision onResponse(Exchange exchange) {
                throw new AssertionError("saw its own answer");
            }
        };
        PolicyHarness.Result result =
                PolicyHarness.of("upper-case", policy).then("cache", answering).run(chat("{}"), upstream);

        assertThat(((Answer.Buffered) result.answer()).body())
                .isEqualTo(Body.of("{\"FROM\":\"CACHE\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anAnswerCanBeReplacedOrRefusedOnTheWayBack() {
        Answer.Buffered other = PolicyHarness.json("{}");

        assertThat(answeredOnTheWayBack(_ -> Decision.respond(other)).answer()).isEqualTo(other);
        assertThat(answeredOnTheWayBack(_ -> Decision.refuse(Refusal.of(ErrorCode.UPSTREAM_CONTRACT_VIOLATION)))
                        .refusal())
                .map(Refusal::code)
                .contains(ErrorCode.UPSTREAM_CONTRACT_VIOLATION);
        assertThat(answeredOnTheWayBack(_ -> Decision.respond(PolicyHarness.stream(FakeEvents.ofData("x"))))
                        .refusal())
                .map(Refusal::code)
                .contains(ErrorCode.POLICY_UNAVAILABLE);
        assertThat(answeredOnTheWayBack(_ -> {
                            throw new IllegalStateException("thrown");
                        })
                        .refusal())
                .map(Refusal::code)
                .contains(ErrorCode.POLICY_UNAVAILABLE);
    }

    private PolicyHarness.Result answeredOnTheWayBack(Function<Exchange, Decision> onResponse) {
        Policy answering = new Policy() {
            @Override
            public Decision onRequest(Exchange exchange) {
                return Decision.proceed();
            }

            @Override
            public Decision onResponse(Exchange exchange) {
                return onResponse.apply(exchange);
            }
        };
        return PolicyHarness.of("answering", answering).run(chat("{}"), upstream);
    }

    @Test
    void aStreamPassesItsFiltersAndEndsWithItsLastEvent() {
        FakeEvents events = FakeEvents.of(ChatStream.events(List.of("a", "b"))).withPauseBefore(2);
        PolicyHarness.Result result = PolicyHarness.of("upper-case", policy)
                .then("again", new UpperCasePolicy(Fault.NONE))
                .run(chat("{}"), PolicyHarness.stream(events));

        assertThat(ChatStream.text(result.events())).isEqualTo("AB");
        assertThat(result.events().getLast().isDone()).isTrue();
        assertThat(result.outcome().events()).isEqualTo(7);
        assertThat(result.outcome().result()).isEqualTo(Outcome.Result.COMPLETED);
        assertThat(events.isClosed()).isTrue();
    }

    @Test
    void aStreamWithoutALastEventOfItsOwnEndsToo() {
        PolicyHarness.Result result =
                PolicyHarness.of("pass", PASS).run(chat("{}"), PolicyHarness.stream(FakeEvents.ofData("x", "y")));

        assertThat(result.events()).hasSize(2);
    }

    @Test
    void aStreamThatBreaksIsAFailureAndOneThatIsLeftIsNot() {
        FakeEvents events = FakeEvents.ofData("x");

        PolicyHarness.Result broken = PolicyHarness.of("upper-case", policy)
                .run(chat("{}"), PolicyHarness.stream(events.thatEnds(StreamEnd.FAILED)));
        PolicyHarness.Result left = PolicyHarness.of("upper-case", policy)
                .run(chat("{}"), PolicyHarness.stream(events.thatEnds(StreamEnd.CANCELLED)));

        assertThat(broken.outcome().result()).isEqualTo(Outcome.Result.FAILED);
        assertThat(broken.refusal()).map(Refusal::code).contains(ErrorCode.UPSTREAM_ERROR);
        assertThat(left.outcome().result()).isEqualTo(Outcome.Result.CANCELLED);
        assertThat(left.refusal()).isEmpty();
    }

    @Test
    void aFilterCanAbort() {
        List<StreamEnd> ends = new ArrayList<>();
        PolicyHarness.Result result = filtered(new StreamFilter() {
            @Override
            public void onEvent(StreamEvent event, StreamOutput output) {
                output.emit(event);
                output.abort(Refusal.of(ErrorCode.CONTENT_BLOCKED));
                output.emit(event);
            }

            @Override
            public void onEnd(StreamEnd end, StreamOutput output) {
                ends.add(end);
                output.emit(StreamEvent.ofData("too late"));
                output.abort(Refusal.of(ErrorCode.GONE));
            }
        });

        assertThat(result.refusal()).map(Refusal::code).contains(ErrorCode.CONTENT_BLOCKED);
        assertThat(result.outcome().result()).isEqualTo(Outcome.Result.REFUSED);
        assertThat(result.events()).hasSize(1);
        assertThat(ends).containsExactly(StreamEnd.FAILED);
    }

    @Test
    void aFilterThatThrowsDenies() {
        PolicyHarness.Result result = filtered((_, _) -> {
            throw new IllegalStateException("thrown");
        });

        assertThat(result.refusal()).map(Refusal::code).contains(ErrorCode.POLICY_UNAVAILABLE);
    }

    @Test
    void filtersAreToldOfAPauseAfterTheirOwn() {
        // Given
        PolicyHarness harness = PolicyHarness.of("outer", opening(() -> pausing("outer", Duration.ofMillis(100))))
                .then("inner", opening(() -> pausing("inner", Duration.ofMillis(250))));
        FakeEvents events = FakeEvents.ofData("x", "y", "z").withPauseBefore(1, Duration.ofMillis(450));

        // When
        PolicyHarness.Result result = harness.run(chat("{}"), PolicyHarness.stream(events));

        // Then what the inner one says is an event for the outer one, which stands nearer to the caller
        assertThat(result.events())
                .extracting(event -> new String(event.data(), StandardCharsets.UTF_8))
                .containsExactly("x", "outer", "outer", "inner", "outer", "outer", "y", "z");
    }

    @Test
    void aFilterIsNotToldOfAPauseThatIsShorterThanItsOwn() {
        PolicyHarness harness = PolicyHarness.of("patient", opening(() -> pausing("told", Duration.ofMillis(100))));
        FakeEvents events = FakeEvents.ofData("x", "y").withPauseBefore(1, Duration.ofMillis(99));

        PolicyHarness.Result result = harness.run(chat("{}"), PolicyHarness.stream(events));

        assertThat(result.events()).hasSize(2);
    }

    private static StreamFilter pausing(String name, Duration pause) {
        return new StreamFilter() {
            @Override
            public void onEvent(StreamEvent event, StreamOutput output) {
                output.emit(event);
            }

            @Override
            public Optional<Duration> idleAfter() {
                return Optional.of(pause);
            }

            @Override
            public void onIdle(StreamOutput output) {
                output.emit(StreamEvent.ofData(name));
            }
        };
    }

    @Test
    void aStreamThatCannotBeOpenedIsRefused() {
        Policy refusing = opening(() -> {
            throw new RefusalException(Refusal.of(ErrorCode.GONE));
        });
        Policy throwing = opening(() -> {
            throw new IllegalStateException("thrown");
        });

        assertThat(PolicyHarness.of("refusing", refusing)
                        .run(chat("{}"), PolicyHarness.stream(FakeEvents.ofData("x")))
                        .refusal())
                .map(Refusal::code)
                .contains(ErrorCode.GONE);
        assertThat(PolicyHarness.of("throwing", throwing)
                        .run(chat("{}"), PolicyHarness.stream(FakeEvents.ofData("x")))
                        .refusal())
                .map(Refusal::code)
                .contains(ErrorCode.POLICY_UNAVAILABLE);
    }

    @Test
    void aCompletionThatThrowsFailsTheTest() {
        PolicyHarness harness = PolicyHarness.of("upper-case", new UpperCasePolicy(Fault.THROWS_ON_COMPLETE));

        assertThatThrownBy(() -> harness.run(chat("{}"), upstream)).isInstanceOf(AssertionError.class);
    }

    private interface Opening {
        StreamFilter open() throws Exception;
    }

    private static PolicyHarness.Result filtered(StreamFilter filter) {
        return PolicyHarness.of("filtering", opening(() -> filter))
                .run(
                        chat("{}"),
                        PolicyHarness.stream(FakeEvents.ofData("x", "y").withPauseBefore(1)));
    }

    private static Policy opening(Opening opening) {
        return new Policy() {
            @Override
            public Decision onRequest(Exchange exchange) {
                return Decision.proceed();
            }

            @Override
            public StreamFilter openStream(Exchange exchange) throws Exception {
                return opening.open();
            }
        };
    }

    private static FakeExchange chat(String body) {
        return FakeExchange.chat().body(body).build();
    }
}
