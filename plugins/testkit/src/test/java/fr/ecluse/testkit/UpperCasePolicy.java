package fr.ecluse.testkit;

import fr.ecluse.spi.Body;
import fr.ecluse.spi.Decision;
import fr.ecluse.spi.Exchange;
import fr.ecluse.spi.Outcome;
import fr.ecluse.spi.Policy;
import fr.ecluse.spi.error.ErrorCode;
import fr.ecluse.spi.error.Refusal;
import fr.ecluse.spi.json.Json;
import fr.ecluse.spi.json.JsonValue.JsonArray;
import fr.ecluse.spi.json.JsonValue.JsonObject;
import fr.ecluse.spi.json.MalformedJsonException;
import fr.ecluse.spi.stream.StreamEnd;
import fr.ecluse.spi.stream.StreamEvent;
import fr.ecluse.spi.stream.StreamFilter;
import fr.ecluse.spi.stream.StreamOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A policy that does something in every place: it refuses a word, blocks on another, and writes answers in capitals. */
final class UpperCasePolicy implements Policy {

    /** What a broken one does wrong; each is to be noticed by a case of the contract test. */
    enum Fault {
        NONE,
        LOSES_THE_LAST_EVENT,
        REORDERS,
        EMITS_AFTER_THE_END,
        LOGS_THE_BODY,
        CLOSES_ONCE,
        THROWS_ON_COMPLETE
    }

    private final Fault fault;
    private final List<Outcome> outcomes = new ArrayList<>();
    private boolean closed;

    UpperCasePolicy(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Decision onRequest(Exchange exchange) throws Exception {
        String body = new String(exchange.body().bytes(), StandardCharsets.UTF_8);
        if (fault == Fault.LOGS_THE_BODY) {
            System.getLogger("test").log(System.Logger.Level.DEBUG, "the body is {0}", body);
        }
        if (body.contains("block")) {
            Thread.sleep(Long.MAX_VALUE);
        }
        if (body.contains("throw")) {
            throw new IllegalStateException("thrown");
        }
        return body.contains("refuse")
                ? Decision.refuse(Refusal.of(ErrorCode.CONTENT_BLOCKED)
                        .withMessage(language -> "Refused, " + language.getLanguage()))
                : Decision.proceed();
    }

    @Override
    public Decision onResponse(Exchange exchange) {
        Body body = exchange.answer().orElseThrow().body();
        exchange.replaceAnswerBody(Body.of(
                capitals(new String(body.bytes(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)));
        return Decision.proceed();
    }

    private static String capitals(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** Holds every event back until the next one comes. */
    @Override
    public StreamFilter openStream(Exchange exchange) {
        return new StreamFilter() {
            private final List<StreamEvent> held = new ArrayList<>();

            @Override
            public void onEvent(StreamEvent event, StreamOutput output) throws MalformedJsonException {
                StreamEvent changed = inCapitals(event);
                if (fault == Fault.REORDERS && changed != event) {
                    held.addFirst(changed);
                    return;
                }
                letGo(output);
                held.add(changed);
            }

            @Override
            public void onEnd(StreamEnd end, StreamOutput output) {
                boolean mayEmit = end == StreamEnd.COMPLETED
                        ? fault != Fault.LOSES_THE_LAST_EVENT
                        : fault == Fault.EMITS_AFTER_THE_END;
                if (mayEmit) {
                    letGo(output);
                }
            }

            private void letGo(StreamOutput output) {
                held.forEach(output::emit);
                held.clear();
            }
        };
    }

    private static StreamEvent inCapitals(StreamEvent event) throws MalformedJsonException {
        if (event.looksLikeObject()
                && event.json().root() instanceof JsonObject root
                && root.get("choices").orElseThrow() instanceof JsonArray choices
                && !choices.items().isEmpty()
                && choices.items().getFirst() instanceof JsonObject choice
                && choice.object("delta")
                        .flatMap(delta -> delta.text("content"))
                        .isPresent()) {
            JsonObject delta = choice.object("delta").orElseThrow();
            String content = capitals(delta.text("content").orElseThrow());
            return event.withData(event.json()
                    .edit()
                    .set(delta, "content", Json.quote(content))
                    .apply());
        }
        return event;
    }

    @Override
    public void onComplete(Exchange exchange, Outcome outcome) {
        if (fault == Fault.THROWS_ON_COMPLETE) {
            throw new IllegalStateException("completion");
        }
        synchronized (outcomes) {
            outcomes.add(outcome);
        }
    }

    List<Outcome> outcomes() {
        synchronized (outcomes) {
            return List.copyOf(outcomes);
        }
    }

    @Override
    public void close() {
        if (closed && fault == Fault.CLOSES_ONCE) {
            throw new IllegalStateException("closed already");
        }
        closed = true;
    }
}
