package fr.ecluse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Operation;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.RefusalException;
import fr.ecluse.spi.StepName;
import fr.ecluse.spi.config.Option;
import fr.ecluse.spi.error.Languages;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.StreamEnd;
import fr.ecluse.spi.stream.StreamEvent;
import fr.ecluse.spi.stream.StreamFilter;
import fr.ecluse.spi.stream.StreamOutput;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every policy. A policy's test extends this and says what its policy is for; the cases here are run on
 * it.
 *
 * @param <C> the policy's options
 */
public abstract class PolicyContractTest<C extends Record> {

    /**
     * A text that must show nowhere. Exchanges that a test describes carry it where their callers' own words would
     * stand: in texts of the body, in headers, in keys.
     */
    protected static final String CANARY = "canary7Quetzalcoatl";

    private static final String ANSWER = "The lock lifts " + CANARY + " boats, d’un bief à l’autre.";
    private static final int EXCHANGES_AT_ONCE = 200;

    @TempDir
    Path folder;

    // What a policy's test says about its policy

    protected abstract PolicyFactory<C> factory();

    /** Options that the policy works with. */
    protected abstract C options();

    /** Constructions of options, each with one value that must not be accepted. */
    protected abstract List<ThrowingCallable> badOptions();

    /** Exchanges that the policy lets pass. */
    protected abstract List<FakeExchange.Builder> accepted();

    /** Exchanges that the policy refuses; none for one that refuses nothing. */
    protected abstract List<FakeExchange.Builder> refused();

    /** An exchange whose {@code onRequest} blocks until it is interrupted, for a policy that can. */
    protected Optional<FakeExchange.Builder> blocking() {
        return Optional.empty();
    }

    /** The step to test; for a policy with phases, the first of them. */
    protected StepName step() {
        return new StepName(
                factory().name(), factory().phases().stream().sorted().findFirst());
    }

    /** What the policy may use; with secrets, for one that needs them. */
    protected FakeContext context(Path stateFolder) {
        return new FakeContext(step().toString(), stateFolder);
    }

    /** What comes out of a stream when this text goes in; the same text, unless the policy changes texts. */
    protected String streamed(String text) {
        return text;
    }

    // What holds for it

    @Test
    void nameAndPhasesAreWords() {
        assertThatCode(this::step).doesNotThrowAnyException();
        factory()
                .phases()
                .forEach(phase -> assertThatCode(() -> new StepName(factory().name(), Optional.of(phase)))
                        .doesNotThrowAnyException());
    }

    @Test
    void theServiceLoaderFindsTheFactory() {
        assertThat(ServiceLoader.load(PolicyFactory.class))
                .hasAtLeastOneElementOfType(factory().getClass());
    }

    @Test
    void everyOptionIsDocumented() {
        assertThat(factory().configType()).isEqualTo(options().getClass());
        for (RecordComponent component : factory().configType().getRecordComponents()) {
            Option option = component.getAnnotation(Option.class);
            assertThat(option).as("@Option of %s", component.getName()).isNotNull();
            assertThat(option.value())
                    .as("documentation of %s", component.getName())
                    .isNotBlank();
        }
    }

    @Test
    void badOptionsAreRefusedByTheRecord() {
        for (ThrowingCallable construction : badOptions()) {
            assertThatThrownBy(construction)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .isNotBlank();
        }
    }

    @Test
    void acceptedExchangesPassAndRefusedOnesDoNot() throws Exception {
        try (Policy policy = policy()) {
            for (FakeExchange exchange : prepared(policy, accepted())) {
                assertThat(decide(policy, exchange)).as("%s", exchange).isEmpty();
            }
            for (FakeExchange exchange : prepared(policy, refused())) {
                assertThat(decide(policy, exchange)).as("%s", exchange).isPresent();
            }
        }
    }

    @Test
    void refusalsSpeakEveryLanguage() throws Exception {
        try (Policy policy = policy()) {
            for (FakeExchange exchange : prepared(policy, refused())) {
                Refusal refusal = decide(policy, exchange).orElseThrow();
                if (refusal.message().isPresent()) {
                    Set<String> texts = new HashSet<>();
                    for (String language : Languages.SPOKEN) {
                        texts.add(refusal.message().get().in(Locale.of(language)));
                    }
                    assertThat(texts).doesNotContain("").hasSize(Languages.SPOKEN.size());
                }
            }
        }
    }

    @Test
    void oneInstanceServesManyExchangesAtOnce() throws Exception {
        try (Policy policy = policy();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> passes = new ArrayList<>();
            List<Boolean> expected = new ArrayList<>();
            for (int i = 0; i < EXCHANGES_AT_ONCE; i++) {
                for (FakeExchange exchange : prepared(policy, accepted())) {
                    passes.add(() -> passes(policy, exchange));
                    expected.add(true);
                }
                for (FakeExchange exchange : prepared(policy, refused())) {
                    passes.add(() -> passes(policy, exchange));
                    expected.add(false);
                }
            }
            List<Boolean> seen = new ArrayList<>();
            for (Future<Boolean> one : threads.invokeAll(passes)) {
                seen.add(one.get());
            }
            assertThat(seen).isEqualTo(expected);
        }
    }

    @Test
    void everyEndIsTakenCalmly() throws Exception {
        try (Policy policy = policy()) {
            for (Outcome outcome : Outcomes.all()) {
                for (FakeExchange exchange : prepared(policy, accepted())) {
                    policy.onRequest(exchange);
                    policy.onComplete(exchange, outcome);
                }
                for (FakeExchange exchange : prepared(policy, accepted())) {
                    policy.onComplete(exchange, outcome); // onRequest was interrupted before it did anything
                }
            }
        }
    }

    @Test
    void aStreamComesOutInOrderHoweverItIsCut() throws Exception {
        assumeTrue(!accepted().isEmpty());
        try (Policy policy = policy()) {
            for (List<String> parts : ChatStream.cuts(ANSWER).toList()) {
                FakeExchange exchange =
                        prepared(policy, accepted().subList(0, 1)).getFirst();
                List<StreamEvent> events = ChatStream.events(parts);
                PolicyHarness.Result result = PolicyHarness.of(step().toString(), policy)
                        .run(exchange, PolicyHarness.stream(FakeEvents.of(events)));
                assertThat(result.refusal()).isEmpty();
                requireWhole(result);
            }
        }
    }

    @Test
    void aPauseInAStreamLosesNothing() throws Exception {
        assumeTrue(!accepted().isEmpty());
        try (Policy policy = policy()) {
            List<StreamEvent> events = ChatStream.events(List.of(ANSWER.substring(0, 10), ANSWER.substring(10)));
            for (int i = 0; i < events.size(); i++) {
                FakeExchange exchange =
                        prepared(policy, accepted().subList(0, 1)).getFirst();
                PolicyHarness.Result result = PolicyHarness.of(step().toString(), policy)
                        .run(
                                exchange,
                                PolicyHarness.stream(FakeEvents.of(events).withPauseBefore(i)));
                requireWhole(result);
            }
        }
    }

    private void requireWhole(PolicyHarness.Result result) {
        assertThat(ChatStream.text(result.events())).isEqualTo(streamed(ANSWER));
        assertThat(ChatStream.landmarks(result.events())).containsExactly("comment", "stop", "usage", "done");
    }

    @Test
    void aStreamThatBreaksEndsQuietly() throws Exception {
        assumeTrue(!accepted().isEmpty());
        try (Policy policy = policy()) {
            for (StreamEnd end : List.of(StreamEnd.FAILED, StreamEnd.CANCELLED)) {
                FakeExchange exchange =
                        prepared(policy, accepted().subList(0, 1)).getFirst();
                policy.onRequest(exchange);
                StreamFilter filter = policy.openStream(exchange);
                List<StreamEvent> events = ChatStream.events(List.of(ANSWER));
                Recorder before = new Recorder();
                for (StreamEvent event : events.subList(0, events.size() / 2)) {
                    filter.onEvent(event, before);
                }
                Recorder after = new Recorder();
                filter.onEnd(end, after);
                assertThat(after.isEmpty()).isTrue();
                assertThat(before.aborted).isFalse();
            }
        }
    }

    @Test
    void closingTwiceIsClosingOnce() throws Exception {
        Policy policy = policy();
        policy.close();
        assertThatCode(policy::close).doesNotThrowAnyException();
    }

    @Test
    void anInterruptEndsABlockingCall() throws Exception {
        assumeTrue(blocking().isPresent());
        try (Policy policy = policy()) {
            FakeExchange exchange =
                    prepared(policy, List.of(blocking().orElseThrow())).getFirst();
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    policy.onRequest(exchange);
                } catch (Exception e) {
                    // that is how it ends
                }
            });
            assertThat(thread.join(Duration.ofMillis(200)))
                    .as("ended by itself")
                    .isFalse();
            thread.interrupt();
            assertThat(thread.join(Duration.ofSeconds(5)))
                    .as("ended when interrupted")
                    .isTrue();
        }
    }

    @Test
    void noWordOfACallerShowsAnywhere() throws Exception {
        assertThat(Stream.concat(accepted().stream(), refused().stream()))
                .as("exchanges with the canary in them")
                .anyMatch(exchange -> carriesCanary(exchange.build()));
        FakeContext context = context(folder);
        List<String> said = new ArrayList<>();
        try (CapturedOutput output = CapturedOutput.start()) {
            try (Policy policy = factory().create(options(), context)) {
                List<FakeExchange> exchanges = new ArrayList<>(prepared(policy, accepted()));
                exchanges.addAll(prepared(policy, refused()));
                for (FakeExchange exchange : exchanges) {
                    said.addAll(everythingSaid(policy, exchange));
                }
                for (FakeExchange exchange : prepared(policy, accepted())) {
                    PolicyHarness.of(step().toString(), policy)
                            .run(exchange, PolicyHarness.stream(FakeEvents.of(ChatStream.events(List.of(ANSWER)))));
                }
            }
            said.add(output.text());
        }
        context.meters().getMeters().forEach(meter -> said.add(meter.getId().toString()));
        assertThat(said).noneMatch(text -> text.contains(CANARY));
    }

    private static boolean carriesCanary(FakeExchange exchange) {
        String body = new String(exchange.bodies().getFirst().bytes(), StandardCharsets.UTF_8);
        return body.contains(CANARY)
                || exchange.request().headers().asMap().toString().contains(CANARY)
                || exchange.request().query().orElse("").contains(CANARY);
    }

    /** Runs an exchange and collects what the policy said about it, but for the log. */
    private List<String> everythingSaid(Policy policy, FakeExchange exchange) {
        List<String> said = new ArrayList<>();
        try {
            policy.onRequest(exchange);
        } catch (Exception e) {
            said.add(e.toString());
        }
        PolicyHarness.Result result = PolicyHarness.of(step().toString(), policy)
                .run(exchange, PolicyHarness.json("{\"text\":\"" + CANARY + "\"}"));
        result.refusal().ifPresent(refusal -> {
            said.add(refusal.param().orElse(""));
            refusal.reasons().forEach(reason -> said.add(reason.code() + " " + reason.message()));
            refusal.message()
                    .ifPresent(text -> Languages.SPOKEN.forEach(language -> said.add(text.in(Locale.of(language)))));
        });
        exchange.answerHeaders().forEach((name, value) -> said.add(name + ": " + value));
        return said;
    }

    private Policy policy() {
        return factory().create(options(), context(folder));
    }

    /** The exchanges, after the policy was shown their operations. */
    private static List<FakeExchange> prepared(Policy policy, List<FakeExchange.Builder> builders) {
        Set<Operation> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<FakeExchange> exchanges =
                builders.stream().map(FakeExchange.Builder::build).toList();
        for (FakeExchange exchange : exchanges) {
            if (seen.add(exchange.operation())) {
                policy.prepare(exchange.operation());
            }
        }
        return exchanges;
    }

    private static boolean passes(Policy policy, FakeExchange exchange) throws Exception {
        boolean passes = decide(policy, exchange).isEmpty();
        policy.onComplete(exchange, passes ? Outcomes.completed() : Outcomes.cancelled());
        return passes;
    }

    /** Why the policy stops an exchange, if it does. */
    private static Optional<Refusal> decide(Policy policy, FakeExchange exchange) throws Exception {
        try {
            return switch (policy.onRequest(exchange)) {
                case Decision.Proceed _ -> Optional.empty();
                case Decision.Respond(Answer.Refused(Refusal refusal)) -> Optional.of(refusal);
                case Decision.Respond(Answer answer) -> throw new AssertionError("answered itself: " + answer.status());
            };
        } catch (RefusalException e) {
            return Optional.of(e.refusal());
        }
    }

    /** Notes what a filter does. */
    private static final class Recorder implements StreamOutput {
        private final List<StreamEvent> events = new ArrayList<>();
        private boolean aborted;

        @Override
        public void emit(StreamEvent event) {
            events.add(event);
        }

        @Override
        public void abort(Refusal refusal) {
            aborted = true;
        }

        private boolean isEmpty() {
            return events.isEmpty() && !aborted;
        }
    }
}
