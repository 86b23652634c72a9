package fr.ecluse.runtime.harness;

import fr.ecluse.spi.Answer;
import fr.ecluse.spi.Body;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Headers;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;
import fr.ecluse.spi.config.Option;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.stream.StreamEnd;
import fr.ecluse.spi.stream.StreamEvent;
import fr.ecluse.spi.stream.StreamFilter;
import fr.ecluse.spi.stream.StreamOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A policy that behaves, or misbehaves, as the test says; with phases, so that one flow can have several. */
public final class Probe implements PolicyFactory<Probe.Options> {

    /** What a probe does. */
    public enum Act {
        NOTHING,
        THROW,
        FAIL,
        HANG,
        SPIN,
        RESPOND,
        RESPOND_STREAM,
        RESPOND_BROKEN_STREAM,
        ADD_UNSENDABLE_HEADER,
        RESPOND_UNSENDABLE_HEADER,
        EDIT_BODY,
        THROW_ON_RESPONSE,
        FAIL_ON_RESPONSE,
        REFUSE_ON_RESPONSE,
        UPPER_CASE_ANSWER,
        UPPER_CASE_STREAM,
        HOLD_STREAM,
        WATCH_STREAM,
        THROW_IN_STREAM,
        FAIL_IN_STREAM,
        THROW_WHEN_ASKED_FOR_PAUSES,
        ABORT_STREAM,
        THROW_ON_OPEN,
        THROW_ON_COMPLETE,
        FAIL_ON_COMPLETE
    }

    public record Options(
            @Option("Whose witness it is.") String test,

            @Option(value = "What it does.", byDefault = "nothing")
            Act act) {}

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public Set<String> phases() {
        return Set.of("a", "b");
    }

    @Override
    public Class<Options> configType() {
        return Options.class;
    }

    @Override
    public Policy create(Options options, PolicyContext context) {
        return new Probing(
                options.act(), Witness.of(options.test()), context.step().toString());
    }

    private record Probing(Act act, Witness witness, String step) implements Policy {

        @Override
        public Decision onRequest(Exchange exchange) throws Exception {
            witness.note(step + " request");
            return switch (act) {
                case THROW -> throw new IllegalStateException("CANARY");
                case FAIL -> throw new NoClassDefFoundError("CANARY");
                case HANG -> {
                    new CountDownLatch(1).await();
                    yield Decision.proceed();
                }
                case SPIN -> {
                    while (!exchange.deadline().hasPassed()) {
                        Thread.onSpinWait();
                    }
                    yield Decision.proceed();
                }
                case RESPOND ->
                    Decision.respond(new Answer.Buffered(
                            200, Headers.of("Content-Type", "application/json"), body("{\"from\":\"probe\"}")));
                case RESPOND_STREAM ->
                    Decision.respond(new Answer.Streamed(
                            200, Headers.none(), FixedEvents.of("data: {\"n\":1}\n\n", "data: [DONE]\n\n")));
                case RESPOND_BROKEN_STREAM ->
                    Decision.respond(
                            new Answer.Streamed(200, Headers.none(), FixedEvents.breakingAfter("data: {\"n\":1}\n\n")));
                case ADD_UNSENDABLE_HEADER -> {
                    exchange.addAnswerHeader("X-Bad", "\u0000");
                    yield Decision.proceed();
                }
                case RESPOND_UNSENDABLE_HEADER ->
                    Decision.respond(new Answer.Buffered(
                            200, Headers.of(Map.of("X-Bad", "\u0000").entrySet()), body("{}")));
                case EDIT_BODY -> {
                    exchange.replaceBody(body("{\"model\":\"m\",\"added\":true}"));
                    yield Decision.proceed();
                }
                default -> Decision.proceed();
            };
        }

        @Override
        public Decision onResponse(Exchange exchange) {
            witness.note(step + " response");
            return switch (act) {
                case THROW_ON_RESPONSE -> throw new IllegalStateException("CANARY");
                case FAIL_ON_RESPONSE -> throw new StackOverflowError("CANARY");
                case REFUSE_ON_RESPONSE -> Decision.refuse(Refusal.of(ErrorCode.CONTENT_BLOCKED));
                case UPPER_CASE_ANSWER -> {
                    byte[] bytes = exchange.answer().orElseThrow().body().bytes();
                    exchange.replaceAnswerBody(
                            body(new String(bytes, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT)));
                    yield Decision.proceed();
                }
                default -> Decision.proceed();
            };
        }

        @Override
        public StreamFilter openStream(Exchange exchange) {
            witness.note(step + " stream");
            return switch (act) {
                case THROW_ON_OPEN -> throw new IllegalStateException("CANARY");
                case UPPER_CASE_STREAM,
                        HOLD_STREAM,
                        WATCH_STREAM,
                        THROW_IN_STREAM,
                        FAIL_IN_STREAM,
                        THROW_WHEN_ASKED_FOR_PAUSES,
                        ABORT_STREAM -> new Filter(act, witness, step);
                default -> StreamFilter.PASS;
            };
        }

        @Override
        public void onComplete(Exchange exchange, Outcome outcome) {
            witness.note(step + " complete " + outcome.result());
            if (act == Act.THROW_ON_COMPLETE) {
                throw new IllegalStateException("CANARY");
            }
            if (act == Act.FAIL_ON_COMPLETE) {
                throw new NoClassDefFoundError("CANARY");
            }
        }

        private static Body body(String text) {
            return Body.of(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class Filter implements StreamFilter {

        private final Act act;
        private final Witness witness;
        private final String step;
        private final java.util.List<StreamEvent> held = new java.util.ArrayList<>();

        Filter(Act act, Witness witness, String step) {
            this.act = act;
            this.witness = witness;
            this.step = step;
        }

        @Override
        public void onEvent(StreamEvent event, StreamOutput output) {
            switch (act) {
                case UPPER_CASE_STREAM ->
                    output.emit(event.withData(new String(event.data(), StandardCharsets.UTF_8)
                            .toUpperCase(Locale.ROOT)
                            .getBytes(StandardCharsets.UTF_8)));
                case HOLD_STREAM -> held.add(event);
                case WATCH_STREAM, THROW_WHEN_ASKED_FOR_PAUSES -> output.emit(event);
                case THROW_IN_STREAM -> throw new IllegalStateException("CANARY");
                case FAIL_IN_STREAM -> throw new NoClassDefFoundError("CANARY");
                default -> output.abort(Refusal.of(ErrorCode.CONTENT_BLOCKED));
            }
        }

        @Override
        public Optional<Duration> idleAfter() {
            if (act == Act.THROW_WHEN_ASKED_FOR_PAUSES) {
                throw new IllegalStateException("CANARY");
            }
            return act == Act.HOLD_STREAM ? Optional.of(Duration.ofMillis(100)) : Optional.empty();
        }

        @Override
        public void onIdle(StreamOutput output) {
            witness.note(step + " idle");
            held.forEach(output::emit);
            held.clear();
        }

        @Override
        public void onEnd(StreamEnd end, StreamOutput output) {
            witness.note(step + " end " + end);
            held.forEach(output::emit);
        }
    }
}
